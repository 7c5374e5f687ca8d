package io.breakwater.adapters.telemetry;

import io.breakwater.naming.Dimension;
import io.breakwater.naming.Metrics;
import java.util.Map;

/// One measurement, and by what it can be told apart.
///
/// @param value a count or an amount in the metric's unit; a share in parts per million
/// @param where the values of some of the metric's own dimensions; those that are not known are left out
record Measured(Metrics metric, long value, Map<Dimension, String> where) {

    /// @throws IllegalArgumentException if the metric is not told apart by one of the dimensions: alarms and graphs
    /// look for the declared ones only
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
