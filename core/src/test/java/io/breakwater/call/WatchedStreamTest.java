package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When the silence of a stream is told, while it lasts.
class WatchedStreamTest {
    private static final RoutedTarget A = World.target("a", Sample.EAST, Sample.SONNET_US);
    private static final Duration TWO = Duration.ofSeconds(2);

    private final World world = new World(Limits.UNLIMITED, Sample.route(List.of(A)));

    private void serve(Duration each, boolean stream) throws InterruptedException {
        world.transport.on(
                A,
                new Attempted.Opened(world.stream(
                        each,
                        World.text("a"),
                        World.text("b"),
                        World.messageStop(),
                        World.metadata(26, 10),
                        new ModelStream.Piece.End())));
        world.serve(World.call(stream, 100), new FakeClient(), Duration.ofMinutes(10));
    }

    @Test
    void a_stream_that_flows_tells_no_silence_and_its_longest_pause_at_its_end() throws Exception {
        serve(TWO, true);
        assertThat(world.health.silences).isEmpty();
        assertThat(world.health.pauses).containsExactly(TWO);
    }

    @Test
    void one_that_stands_still_is_told_once_it_is_unusual_and_when_it_goes_on() throws Exception {
        serve(TWO, true);
        serve(Duration.ofSeconds(15), true);
        assertThat(world.health.silences)
                .startsWith("silent PT10S true", "resumed PT15S", "silent PT10S false", "silent PT13S false");
        assertThat(world.health.pauses).containsExactly(TWO, Duration.ofSeconds(15));
    }

    @Test
    void one_that_is_gathered_is_told_likewise() throws Exception {
        serve(TWO, true);
        serve(Duration.ofSeconds(15), false);
        assertThat(world.health.silences).startsWith("silent PT10S true", "resumed PT15S");
    }

    @Test
    void one_that_breaks_does_not_go_on() throws Exception {
        serve(TWO, true);
        world.transport.on(A, new Attempted.Opened(world.stream(Duration.ofSeconds(15), World.broken("reset"))));
        world.serve(World.call(true, 100), new FakeClient(), Duration.ofMinutes(10));
        assertThat(world.health.silences).containsExactly("silent PT10S true");
    }
}
