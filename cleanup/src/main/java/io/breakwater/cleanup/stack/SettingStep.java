package io.breakwater.cleanup.stack;

import software.amazon.awssdk.services.bedrock.model.LoggingConfig;

/// One step towards an account's setting. Each may be repeated.
sealed interface SettingStep {

    /// Keeps the text of the previous setting.
    record Save(String text) implements SettingStep {
        @Override
        public String toString() {
            return "save the setting that was there before: " + text;
        }
    }

    /// Puts a setting in force for the account.
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

    /// Deletes the saved setting.
    record Forget() implements SettingStep {
        @Override
        public String toString() {
            return "forget what was saved";
        }
    }
}
