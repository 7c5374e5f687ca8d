package io.breakwater.bench.report;

import java.lang.management.ManagementFactory;
import java.util.List;

/// The conditions of a run.
///
/// @param cores processors the JVM may use
/// @param load the machine's load average over a minute, of everything that runs on it; negative if it is not known
/// @param flags of the measured JVM
public record RunConditions(int cores, String jdk, String system, double load, List<String> flags) {

    public static RunConditions now(List<String> flags) {
        return new RunConditions(
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                flags);
    }

    /// Describes the machine in one line, for people.
    ///
    /// @param loadAfter the load average when the last round ended
    public String line(double loadAfter) {
        return "%d cores, JDK %s, %s, load %.1f before and %.1f after".formatted(cores, jdk, system, load, loadAfter);
    }
}
