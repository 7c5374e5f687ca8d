package io.breakwater.cleanup.stack;

import io.breakwater.cleanup.aws.SettingText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.bedrock.model.LoggingConfig;

/// What to do about an account's setting, in an order that may break off anywhere and be planned again: the
/// setting before is saved before it is replaced, and forgotten only after it is back.
sealed interface SettingPlan {

    /// Steps to take, and what a person should know.
    record Steps(List<SettingStep> steps, String remark) implements SettingPlan {
        public Steps {
            steps = List.copyOf(steps);
        }
    }

    /// The setting is another environment's: an account and Region has but one.
    record Refused(String environment) implements SettingPlan {}

    /// What is there.
    ///
    /// @param present the account's setting
    /// @param saved the text of the one before it
    record Found(Optional<LoggingConfig> present, Optional<String> saved) {
        boolean isOf(OwnSetting own) {
            return present.filter(own::owns).isPresent();
        }
    }

    /// Makes our setting the account's. What was saved stays while the account's setting is ours; a setting
    /// that is nobody's environment's is saved in its place, also when somebody set it by hand since.
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

    /// Puts the setting before ours back, if the account's is still ours.
    ///
    /// @throws IllegalArgumentException if what was saved cannot be read
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
