package io.breakwater.bench.report;

import io.breakwater.bench.load.LoadSample;
import java.time.Duration;

/// One round of load on one subject.
///
/// @param failures answers other than 200
/// @param cpuMillisPerRequest processor time of the measured process, which holds the simulated Bedrock too
public record Round(
        String subject,
        int connections,
        long requests,
        long failures,
        double p50Millis,
        double p90Millis,
        double p99Millis,
        double perSecond,
        double cpuMillisPerRequest) {

    public static Round of(String subject, int connections, LoadSample sample, Duration cpu) {
        long requests = sample.latencies().count();
        return new Round(
                subject,
                connections,
                requests,
                sample.failures(),
                millis(sample.latencies().percentile(50)),
                millis(sample.latencies().percentile(90)),
                millis(sample.latencies().percentile(99)),
                sample.perSecond(),
                millis(cpu) / Math.max(1, requests + sample.failures()));
    }

    static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
