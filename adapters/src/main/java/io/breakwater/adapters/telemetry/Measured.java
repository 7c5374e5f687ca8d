package io.breakwater.adapters.telemetry;

import io.breakwater.naming.Dimension;
import io.breakwater.naming.Metrics;
import java.util.Map;

/// One measurement with its dimensions.
///
/// @param value a count or an amount in the metric's unit; a share in parts per million
/// @param where the values of some of the metric's own dimensions; unknown ones are left out
record Measured(Metrics metric, long value, Map<Dimension, String> where) {

    /// @throws IllegalArgumentException if one of the dimensions is not the metric's: alarms and graphs
    /// use only the declared ones
    Measured {
        where = Map.copyOf(where);
        if (!metric.by().containsAll(where.keySet())) {
            throw new IllegalArgumentException("%s is told apart by %s, got %s; declare the dimension with the metric"
                    .formatted(metric, metric.by(), where.keySet()));
        }
    }

    static Measured of(Metrics metric, long value) {
        return new Measured(metric, value, Map.of());
    }
}
