package io.breakwater.bench;

import io.breakwater.bench.load.StreamSample;
import io.breakwater.bench.load.WaveSample;
import java.util.List;
import java.util.Optional;

/// The same small calls twice, one after the other: alone, and beside waves of large prompts.
///
/// @param floodCpuNanos the processor time of the measured process beside the waves, less that for the
/// small calls alone
record FloodRound(StreamSample alone, StreamSample beside, List<WaveSample> waves, long floodCpuNanos) {

    public FloodRound {
        waves = List.copyOf(waves);
    }

    /// The ratio of the 99th percentiles of the time to the first piece, beside to alone.
    public double ratioP99() {
        return IsolationRound.p99Millis(beside) / IsolationRound.p99Millis(alone);
    }

    public double cpuMillisPerWave() {
        return floodCpuNanos / 1e6 / waves.size();
    }

    /// The slowest refusal of all waves.
    public double slowestRefusalMillis() {
        return waves.stream()
                .mapToDouble(wave -> wave.slowestRefusalNanos() / 1e6)
                .max()
                .orElse(0);
    }

    Optional<String> firstFailure() {
        return alone.firstFailure().or(beside::firstFailure);
    }

    int served() {
        return waves.stream().mapToInt(WaveSample::served).sum();
    }

    int refused() {
        return waves.stream().mapToInt(WaveSample::refused).sum();
    }

    int lost() {
        return waves.stream().mapToInt(WaveSample::lost).sum();
    }
}
