package io.breakwater.ops.bootstrap;

import io.breakwater.ops.account.AccountRegion;
import java.util.List;

/// What is to be done in an account and Region.
sealed interface PlaceStep {
    AccountRegion place();

    /// As it would be printed.
    String text();

    /// It is bootstrapped, and lets the gateway's account deploy.
    record Leave(AccountRegion place, String version) implements PlaceStep {
        @Override
        public String text() {
            return place + "  is bootstrapped (version " + version + "); left as it is";
        }
    }

    /// @param why what is missing
    /// @param trusted the other accounts that may deploy there: whom an earlier bootstrap trusts stays trusted
    /// @param policies the ARNs of what CloudFormation may do there; those of an earlier bootstrap stay
    record Make(AccountRegion place, String why, List<String> trusted, List<String> policies) implements PlaceStep {
        @Override
        public String text() {
            String trust = trusted.isEmpty() ? "" : "; trusted: " + String.join(", ", trusted);
            return place + "  " + why + ": bootstrap" + trust + "; CloudFormation may do what "
                    + String.join(", ", policies) + " allows";
        }
    }

    /// Nothing can be said, so nothing is done anywhere.
    record Unclear(AccountRegion place, String why) implements PlaceStep {
        @Override
        public String text() {
            return place + "  cannot be looked at: " + why;
        }
    }
}
