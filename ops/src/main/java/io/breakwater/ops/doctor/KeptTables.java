package io.breakwater.ops.doctor;

import io.breakwater.naming.Naming;
import io.breakwater.ops.probe.Probe;
import io.breakwater.ops.probe.Seen;
import java.util.List;
import java.util.stream.Stream;

/// Whether tables of an earlier environment stand where a first deploy will make its own: `prod` keeps them
/// when it is destroyed.
record KeptTables(Naming naming) implements Check {
    private static final List<String> TABLES = List.of("quota", "health", "keys");

    /// A gateway that is deployed has its tables.
    @Override
    public List<Line> look(Place place, Probe probe) {
        return probe.stack(naming.gatewayStack()) instanceof Seen.NotThere
                ? TABLES.stream()
                        .map(naming::resource)
                        .flatMap(table -> look(table, place, probe))
                        .toList()
                : List.of();
    }

    private static Stream<Line> look(String table, Place place, Probe probe) {
        return switch (probe.table(table)) {
            case Seen.There<String>(String arn) ->
                Stream.of(new Line(
                        "table",
                        place,
                        new Finding.Wrong(
                                "%s is left of an earlier environment and stops the stack from making its own"
                                        .formatted(arn),
                                "save what you need of it, lift its deletion protection, and delete it")));
            case Seen.NotThere<String>() -> Stream.empty();
            case Seen.Unreadable<String>(String why) ->
                Stream.of(new Line("table", place, new Finding.Unknown(table + ": " + why)));
        };
    }
}
