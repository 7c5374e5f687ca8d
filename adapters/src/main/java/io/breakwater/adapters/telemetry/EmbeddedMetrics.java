package io.breakwater.adapters.telemetry;

import io.breakwater.model.Alias;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Writes measurements as embedded metrics, whole lines at a time, to where the function's log is read: CloudWatch
/// makes metrics of them by itself.
///
/// @param environment the value of the dimension that every metric has
/// @param out the function's standard output
public record EmbeddedMetrics(String environment, PrintStream out) {

    void write(Instant time, List<Measured> measurements) {
        EmfLine.of(environment, measurements).forEach(line -> out.println(line.at(time)));
    }

    /// The metrics of what happens on the way of requests.
    ///
    /// @param aliases the aliases of the environment
    /// @param troubles told of every failure to measure, which never reaches the request
    public RequestMetrics requests(Set<Alias> aliases, Consumer<RuntimeException> troubles) {
        return new RequestMetrics(this, new Measurements(aliases), troubles);
    }

    /// Counts a refused API key. The reason is one of a few: no key comes near it.
    public void keyRefused(Instant at, String reason) {
        write(at, List.of(Measurements.keyRefused(reason)));
    }
}
