package io.breakwater.cleanup.plan;

import io.breakwater.naming.Naming;
import java.util.Optional;

/// What a person typed to have a plan applied.
///
/// @param yes the home account, Region and environment, typed out
/// @param understood in prod, that it is prod and in which account, typed out; empty if nothing was
/// @param most how many resources may be removed at most
public record Order(Naming naming, String yes, String understood, int most) {
    /// The most that one order removes unless more is asked for.
    public static final int USUAL_MOST = 200;

    private static final String PROD = "prod";

    /// Whether it is about what people depend on.
    public boolean prod() {
        return naming.environment().equals(PROD);
    }

    /// Why these are not the words that such an order needs.
    Optional<String> wrongWords() {
        String wanted = naming.home().account() + "/" + naming.home().region() + "/" + naming.environment();
        if (!yes.equals(wanted)) {
            return Optional.of("this deletes for good: type --yes " + wanted + ", got '" + yes + "'");
        }
        String prodWords = PROD + "-" + naming.home().account();
        return prod() && !understood.equals(prodWords)
                ? Optional.of("this is prod: type --i-understand " + prodWords + " too, got '" + understood + "'")
                : Optional.empty();
    }
}
