package io.breakwater.cleanup.plan;

import io.breakwater.naming.Naming;
import io.breakwater.settings.Protection;
import java.util.Optional;

/// What a person typed to have a plan applied.
///
/// @param subject what the plan must be about
/// @param yes the home account, Region and environment, typed out
/// @param protection of the environment
/// @param understood the acknowledgement, typed out: for a guarded environment its name and account,
/// for the bootstrap that it is shared; empty if none was typed
/// @param most how many resources may be removed at most
public record ApplyRequest(
        Naming naming, Protection protection, PlanSubject subject, String yes, String understood, int most) {
    /// The default limit on removals in one order.
    public static final int USUAL_MOST = 200;

    private static final String SHARED = "shared";

    /// Whether it is about what people depend on.
    public boolean guarded() {
        return subject == PlanSubject.ENVIRONMENT && protection == Protection.GUARDED;
    }

    /// The reason if these are not the words that such an order needs.
    Optional<String> wrongWords() {
        String wanted = naming.home().account() + "/" + naming.home().region() + "/" + naming.environment();
        if (!yes.equals(wanted)) {
            return Optional.of("this deletes for good: type --yes " + wanted + ", got '" + yes + "'");
        }
        return switch (subject) {
            case ENVIRONMENT ->
                guarded()
                        ? notUnderstood(
                                "this is " + naming.environment() + ", which is guarded",
                                naming.environment() + "-" + naming.home().account())
                        : Optional.empty();
            case BOOTSTRAP -> notUnderstood("every CDK app of these accounts needs the bootstrap", SHARED);
        };
    }

    private Optional<String> notUnderstood(String stake, String output) {
        return understood.equals(output)
                ? Optional.empty()
                : Optional.of(stake + ": type --i-understand " + output + " too, got '" + understood + "'");
    }
}
