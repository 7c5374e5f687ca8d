package io.breakwater.ops.doctor;

import io.breakwater.naming.Naming;
import io.breakwater.ops.probe.Probe;
import io.breakwater.ops.probe.Probe.StackView;
import io.breakwater.ops.probe.Seen;
import java.util.List;
import java.util.stream.Stream;

/// Whether tables or the pepper of an earlier environment have the names that a first deploy will use:
/// `prod` keeps them when it is destroyed, and when a first deploy fails.
record EarlierState(Naming naming) implements Check {
    private static final List<String> TABLES = List.of("quota", "health", "keys", "tenants", "configured");

    /// Checks only before the gateway is deployed.
    @Override
    public List<Line> look(CheckedPlace place, Probe probe) {
        return isMadeAnew(probe.stack(naming.gatewayStack()))
                ? Stream.concat(TABLES.stream().flatMap(table -> table(table, place, probe)), pepper(place, probe))
                        .toList()
                : List.of();
    }

    /// Whether the stack will be created: the CDK deletes a stack whose creation failed, and makes
    /// another.
    private static boolean isMadeAnew(Seen<StackView> stack) {
        return switch (stack) {
            case Seen.There<StackView>(StackView found) -> found.status().equals("ROLLBACK_COMPLETE");
            case Seen.NotThere<StackView>() -> true;
            case Seen.Unreadable<StackView> _ -> false;
        };
    }

    private Stream<Line> table(String part, CheckedPlace place, Probe probe) {
        String fix = "save what you need of it, lift its deletion protection, and delete it";
        String table = naming.resource(part);
        return left(table, probe.table(table), fix).map(finding -> new Line("table", place, finding));
    }

    private Stream<Line> pepper(CheckedPlace place, Probe probe) {
        String fix = "delete it without recovery (tenants' keys are in secrets of their own, and are hashed anew),"
                + " or take it over with the tables as docs/operations.md says";
        String secret = naming.resource("pepper");
        return left(secret, probe.secret(secret), fix).map(finding -> new Line("pepper", place, finding));
    }

    private static Stream<Finding> left(String name, Seen<String> seen, String fix) {
        return switch (seen) {
            case Seen.There<String>(String arn) ->
                Stream.of(new Finding.Wrong(
                        arn + " is left of an earlier environment and stops the stack from making its own", fix));
            case Seen.NotThere<String>() -> Stream.empty();
            case Seen.Unreadable<String>(String why) -> Stream.of(new Finding.Unknown(name + ": " + why));
        };
    }
}
