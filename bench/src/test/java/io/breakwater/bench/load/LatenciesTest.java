package io.breakwater.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void a_percentile_is_the_smallest_time_that_this_share_does_not_exceed() {
        Latencies hundred = Latencies.ofNanos(LongStream.rangeClosed(1, 100).toArray());
        assertThat(hundred.percentile(50)).isEqualTo(Duration.ofNanos(50));
        assertThat(hundred.percentile(99)).isEqualTo(Duration.ofNanos(99));
        assertThat(hundred.percentile(100)).isEqualTo(Duration.ofNanos(100));
    }

    @Test
    void few_times_in_any_order_have_percentiles_too() {
        Latencies three = Latencies.ofNanos(30, 10, 20);
        assertThat(three.percentile(1)).isEqualTo(Duration.ofNanos(10));
        assertThat(three.percentile(50)).isEqualTo(Duration.ofNanos(20));
        assertThat(three.percentile(99)).isEqualTo(Duration.ofNanos(30));
        assertThat(three.count()).isEqualTo(3);
    }

    @Test
    void no_times_have_a_percentile_of_zero() {
        assertThat(Latencies.ofNanos().percentile(50)).isZero();
    }

    @Test
    void a_percentile_out_of_range_is_refused_by_its_value() {
        assertThatThrownBy(() -> Latencies.ofNanos(1).percentile(0)).hasMessageContaining("got 0");
        assertThatThrownBy(() -> Latencies.ofNanos(1).percentile(101)).hasMessageContaining("got 101");
    }
}
