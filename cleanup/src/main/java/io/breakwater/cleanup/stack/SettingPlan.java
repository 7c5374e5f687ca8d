package io.breakwater.cleanup.stack;

import io.breakwater.cleanup.aws.SettingText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.bedrock.model.LoggingConfig;

/// The steps for an account's setting, in an order that may stop anywhere and be planned again: the
/// previous setting is saved before it is replaced, and forgotten only after it is restored.
sealed interface SettingPlan {

    /// Steps to take, and what a person should know.
    record Steps(List<SettingStep> steps, String remark) implements SettingPlan {
        public Steps {
            steps = List.copyOf(steps);
        }
    }

    /// The setting is another environment's: an account and Region has only one.
    record Refused(String environment) implements SettingPlan {}

    /// The current state.
    ///
    /// @param present the account's setting
    /// @param saved the text of the previous setting
    record Found(Optional<LoggingConfig> present, Optional<String> saved) {
        boolean isOf(OwnSetting own) {
            return present.filter(own::owns).isPresent();
        }
    }

    /// Puts the environment's setting in force. The saved setting stays while the account's setting is
    /// the environment's own; a setting that belongs to no environment replaces the saved one, even if
    /// it was made by hand since.
    static SettingPlan ours(Found found, OwnSetting own) {
        Optional<String> rival = found.present().flatMap(own::rival);
        if (rival.isPresent()) {
            return new Refused(rival.get());
        }
        List<SettingStep> steps = new ArrayList<>();
        if (!found.isOf(own)) {
            steps.add(new SettingStep.Save(SettingText.of(found.present())));
        } else if (found.saved().isEmpty()) {
            steps.add(new SettingStep.Save(SettingText.NONE));
        }
        if (!found.present().equals(Optional.of(own.config()))) {
            steps.add(new SettingStep.Set(own.config()));
        }
        return new Steps(steps, steps.isEmpty() ? "the setting is ours already" : "");
    }

    /// Restores the previous setting, if the account's is still the environment's own.
    ///
    /// @throws IllegalArgumentException if the saved setting cannot be read
    static Steps before(Found found, OwnSetting own) {
        List<SettingStep> steps = new ArrayList<>();
        if (found.isOf(own)) {
            steps.add(found.saved()
                    .flatMap(SettingText::read)
                    .<SettingStep>map(SettingStep.Set::new)
                    .orElse(new SettingStep.Clear()));
        }
        if (found.saved().isPresent()) {
            steps.add(new SettingStep.Forget());
        }
        return new Steps(steps, found.isOf(own) ? "" : "the setting is not ours any more and stays as it is");
    }
}
