package io.breakwater.fleet;

import java.util.List;

/// What a row of the table of [Failovers] plays.
///
/// @param beforeContent whether streams are struck before their first content, so that another target may answer
record FailoverRow(FleetFault kind, boolean beforeContent) {
    FailoverRow(FleetFault kind) {
        this(kind, false);
    }

    /// What is typed for it.
    String typed() {
        return "target-dead --copies 300 --rate 5 --load 0.6 --tiers 1 --beside-calm --fault " + label();
    }

    /// With the part that is gone, where a part is what goes wrong.
    String label() {
        return switch (kind) {
            case BROWN_OUT, QUOTA_CUT -> kind.label() + "=0.6";
            case FleetFault _ -> kind.label() + (beforeContent ? " --after-pieces 0" : "");
        };
    }

    String meaning() {
        return beforeContent
                ? switch (kind) {
                            case CUT -> "answers break off, and streams do so";
                            case STALL -> "streams stall";
                            case FleetFault error -> error.meaning();
                        }
                        + " before their first content"
                : kind.meaning();
    }

    List<String> outcomes() {
        return beforeContent ? OutcomesPlayed.beforeContent(kind) : OutcomesPlayed.of(kind);
    }

    boolean isOfAccounts() {
        return kind.scope() == FleetFault.Scope.ACCOUNT;
    }
}
