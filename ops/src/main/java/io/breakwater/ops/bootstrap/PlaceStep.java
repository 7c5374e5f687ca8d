package io.breakwater.ops.bootstrap;

import io.breakwater.ops.account.AccountRegion;
import java.util.List;

/// The step to take in an account and Region.
sealed interface PlaceStep {
    AccountRegion place();

    /// The step as text.
    String text();

    /// It is bootstrapped, and lets the gateway's account deploy.
    record Leave(AccountRegion place, String version) implements PlaceStep {
        @Override
        public String text() {
            return place + "  is bootstrapped (version " + version + "); left as it is";
        }
    }

    /// @param why what is missing
    /// @param trusted the other accounts that may deploy there; those trusted by an earlier bootstrap
    /// stay trusted
    /// @param policies the ARNs of CloudFormation's policies there; those of an earlier bootstrap stay
    record Make(AccountRegion place, String why, List<String> trusted, List<String> policies) implements PlaceStep {
        @Override
        public String text() {
            String trust = trusted.isEmpty() ? "" : "; trusted: " + String.join(", ", trusted);
            return place + "  " + why + ": bootstrap" + trust + "; CloudFormation may do what "
                    + String.join(", ", policies) + " allows";
        }
    }

    /// The place could not be read, so nothing is done anywhere.
    record Unclear(AccountRegion place, String why) implements PlaceStep {
        @Override
        public String text() {
            return place + "  cannot be looked at: " + why;
        }
    }
}
