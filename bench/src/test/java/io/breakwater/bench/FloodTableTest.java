package io.breakwater.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.bench.load.Latencies;
import io.breakwater.bench.load.StreamSample;
import io.breakwater.bench.load.WaveSample;
import io.breakwater.bench.report.RunConditions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FloodTableTest {
    private static StreamSample small(int opened, long... millis) {
        long[] nanos = new long[millis.length];
        for (int i = 0; i < millis.length; i++) {
            nanos[i] = millis[i] * 1_000_000;
        }
        Latencies latencies = Latencies.ofNanos(nanos);
        return new StreamSample(opened, latencies, latencies, Duration.ofSeconds(1), Optional.empty());
    }

    @Test
    void it_says_how_many_were_served_refused_and_lost_and_by_how_much_the_others_were_slower() {
        FloodRound round = new FloodRound(
                small(2, 100, 100),
                small(3, 100, 150),
                List.of(new WaveSample(5, 115, 0, 600_000_000), new WaveSample(4, 115, 1, 900_000_000)),
                800_000_000);

        String table = FloodTable.of(new RunConditions(2, "25", "Linux", 0.5, List.of()), 1.0, List.of(round));

        assertThat(table)
                .contains("2 waves: 9 served, 230 refused (the slowest after 900 ms), 1 lost")
                .containsPattern("alone +2/ +2")
                .containsPattern("beside the flood +2/ +3")
                .contains("p99 ratio:            1.50 [1.50, 1.50]")
                .contains("CPU of a wave, ms:    400.00 [400.00, 400.00]");
    }
}
