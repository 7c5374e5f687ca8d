package io.breakwater.cleanup.stack;

import software.amazon.awssdk.services.bedrock.model.LoggingConfig;

/// One step towards an account's setting. Each may be repeated.
sealed interface SettingStep {

    /// Keeps the text of the setting that was there before.
    record Save(String text) implements SettingStep {
        @Override
        public String toString() {
            return "save the setting that was there before: " + text;
        }
    }

    /// Makes a setting the account's.
    record Set(LoggingConfig setting) implements SettingStep {
        @Override
        public String toString() {
            return "set " + setting;
        }
    }

    /// Turns the log off.
    record Clear() implements SettingStep {
        @Override
        public String toString() {
            return "turn the log off, as it was before";
        }
    }

    /// Drops what was saved.
    record Forget() implements SettingStep {
        @Override
        public String toString() {
            return "forget what was saved";
        }
    }
}
