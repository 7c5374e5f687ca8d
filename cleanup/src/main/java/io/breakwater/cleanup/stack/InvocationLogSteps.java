package io.breakwater.cleanup.stack;

import io.breakwater.cleanup.stack.SettingPlan.Found;
import io.breakwater.cleanup.stack.SettingPlan.Refused;
import io.breakwater.cleanup.stack.SettingPlan.Steps;
import java.util.ArrayList;
import java.util.List;

/// Reads the current settings, plans, and executes the steps of the plan in order.
final class InvocationLogSteps {
    private final AccountSetting account;
    private final SavedSetting saved;
    private final OwnSetting own;

    InvocationLogSteps(AccountSetting account, SavedSetting saved, OwnSetting own) {
        this.account = account;
        this.saved = saved;
        this.own = own;
    }

    /// Puts the environment's setting in force for the account.
    ///
    /// @return what was done
    /// @throws IllegalStateException if the account's setting is another environment's
    List<String> set() {
        return switch (SettingPlan.ours(found(), own)) {
            case Steps steps -> take(steps);
            case Refused(String environment) ->
                throw new IllegalStateException(
                        "the invocation log of this account and Region is that of environment '%s', and there can be only one; set logging.invocations to false in one of the two"
                                .formatted(environment));
        };
    }

    /// Restores the previous setting.
    ///
    /// @return what was done
    List<String> putBack() {
        return take(SettingPlan.before(found(), own));
    }

    private Found found() {
        return new Found(account.read(), saved.read());
    }

    private List<String> take(Steps plan) {
        List<String> done = new ArrayList<>();
        for (SettingStep step : plan.steps()) {
            take(step);
            done.add(step.toString());
        }
        if (!plan.remark().isEmpty()) {
            done.add(plan.remark());
        }
        return done;
    }

    private void take(SettingStep step) {
        switch (step) {
            case SettingStep.Save(String text) -> saved.keep(text);
            case SettingStep.Set(var setting) -> account.set(setting);
            case SettingStep.Clear() -> account.clear();
            case SettingStep.Forget() -> saved.forget();
        }
    }
}
