package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Frame;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.routing.RequestTimes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// When the silence of a stream is told, while it lasts.
class WatchedStreamTest {
    private static final RoutedTarget A = PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US);
    private static final Duration TWO = Duration.ofSeconds(2);

    private final PlayedGateway world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A)));

    private void flows() {
        for (int stream = 0; stream < 20; stream++) {
            world.health.paused(A.target(), world.instant().minusMillis(stream), TWO, world.instant());
        }
        world.health.pauses.clear();
    }

    private void serve(Duration each, boolean stream) throws InterruptedException {
        serve(each, stream, new FakeClient());
    }

    private void serve(Duration each, boolean stream, FakeClient client) throws InterruptedException {
        world.transport.on(
                A,
                new Attempted.Opened(world.stream(
                        each,
                        PlayedGateway.text("a"),
                        PlayedGateway.text("b"),
                        PlayedGateway.messageStop(),
                        PlayedGateway.metadata(26, 10),
                        new ModelStream.Piece.End())));
        world.serve(PlayedGateway.call(stream, 100), client, Duration.ofMinutes(10));
    }

    @Test
    void a_stream_that_flows_tells_no_silence_and_its_longest_pause_at_its_end() throws Exception {
        serve(TWO, true);
        assertThat(world.health.silences).isEmpty();
        assertThat(world.health.pauses).containsExactly(TWO);
    }

    @Test
    void one_that_stands_still_is_told_once_it_is_unusual_and_when_it_goes_on() throws Exception {
        flows();
        serve(Duration.ofSeconds(15), true);
        assertThat(world.health.silences)
                .startsWith("silent PT10S true", "resumed PT15S", "silent PT10S true", "resumed PT15S");
        assertThat(world.health.pauses).containsExactly(Duration.ofSeconds(15));
    }

    /// Nothing is known of the model yet.
    @Test
    void a_silence_that_is_not_unusual_is_told_again_when_it_is_a_quarter_longer() throws Exception {
        serve(Duration.ofSeconds(15), true);
        assertThat(world.health.silences).startsWith("silent PT10S false", "silent PT13S false", "silent PT10S false");
    }

    @Test
    void one_that_is_gathered_is_told_likewise() throws Exception {
        flows();
        serve(Duration.ofSeconds(15), false);
        assertThat(world.health.silences).startsWith("silent PT10S true", "resumed PT15S");
    }

    @Test
    void one_that_breaks_does_not_go_on() throws Exception {
        flows();
        world.transport.on(
                A, new Attempted.Opened(world.stream(Duration.ofSeconds(15), PlayedGateway.broken("reset"))));
        world.serve(PlayedGateway.call(true, 100), new FakeClient(), Duration.ofMinutes(10));
        assertThat(world.health.silences).containsExactly("silent PT10S true");
    }

    @Test
    void a_client_that_reads_slowly_is_no_silence_of_the_model() throws Exception {
        flows();
        serve(TWO, true, new FakeClient() {
            private boolean reading;

            @Override
            public void send(List<Frame> sent) throws IOException {
                if (!reading) {
                    reading = true;
                    world.pass(Duration.ofSeconds(30));
                    reading = false;
                }
                super.send(sent);
            }
        });
        assertThat(world.health.silences).isEmpty();
        assertThat(world.health.pauses).containsExactly(TWO);
    }

    @Test
    void nothing_is_told_before_the_caller_has_its_piece_or_its_whole_answer() throws Exception {
        List<Integer> told = new ArrayList<>();
        FakeClient client = new FakeClient() {
            @Override
            public void reply(ApiReply reply) throws IOException {
                told.add(world.health.pauses.size());
                super.reply(reply);
            }

            @Override
            public void send(List<Frame> sent) throws IOException {
                told.add((int) world.health.silences.stream()
                        .filter(line -> line.startsWith("resumed"))
                        .count());
                super.send(sent);
            }
        };
        flows();
        serve(Duration.ofSeconds(15), false, client);
        assertThat(told).containsExactly(0);
        assertThat(world.health.pauses).hasSize(1);
        world.health.silences.clear();
        told.clear();
        serve(Duration.ofMillis(15_500), true, client);
        assertThat(told).startsWith(0);
        assertThat(world.health.silences).contains("resumed PT15.5S");
    }

    @Test
    void the_answer_has_ended_before_anything_is_told_that_its_end_has_shown() throws Exception {
        List<Integer> told = new ArrayList<>();
        FakeClient client = new FakeClient() {
            @Override
            public void end() {
                told.add(world.health.pauses.size());
            }
        };
        flows();
        serve(TWO, true, client);
        assertThat(told).containsExactly(0);
        assertThat(world.health.pauses).hasSize(1);
    }

    @Test
    void a_defect_in_what_is_told_costs_the_caller_nothing() throws Exception {
        world.health.defect = true;
        FakeClient client = new FakeClient();
        serve(TWO, true, client);
        assertThat(client.frames).endsWith("end");
        assertThat(world.events(GatewayEvent.Defect.class))
                .singleElement()
                .satisfies(survived -> assertThat(survived.last()).isFalse());
        assertThat(world.settled()).isTrue();
    }

    @Test
    void a_defect_in_what_is_told_of_one_stream_keeps_no_other_beating_or_from_being_told() {
        List<RuntimeException> defects = new ArrayList<>();
        try (WatchedStreams streams = new WatchedStreams(world.parts, defects::add)) {
            for (int stream = 0; stream < 2; stream++) {
                ModelStream watched = streams.watch(
                        world.stream(TWO, PlayedGateway.text("a"), new ModelStream.Piece.End()),
                        attempt(),
                        Duration.ofSeconds(10));
                assertThat(watched.next()).isInstanceOf(ModelStream.Piece.Event.class);
                assertThat(watched.next()).isInstanceOf(ModelStream.Piece.End.class);
            }
            world.health.defect = true;
        }
        assertThat(defects).hasSize(1);
        assertThat(world.health.pauses).containsExactly(TWO);
        assertThat(world.beating()).isZero();
    }

    private Attempt attempt() {
        Exchange exchange = new Exchange(
                "req-1",
                world.tenant,
                PlayedGateway.call(true, 100),
                world.responder,
                world.instant(),
                RequestTimes.until(world.instant().plusSeconds(60)),
                new FakeClient());
        return new Attempt(exchange, world.parts, A, 1, world.instant(), OptionalLong.of(1));
    }

    @Test
    void a_clock_that_is_set_ahead_makes_no_silence() throws Exception {
        flows();
        world.in(Duration.ofMillis(1_500), () -> world.setBack = Duration.ofSeconds(-200));
        serve(TWO, true);
        assertThat(world.health.silences).isEmpty();
        assertThat(world.health.pauses)
                .singleElement()
                .satisfies(pause -> assertThat(pause).isLessThan(Duration.ofSeconds(10)));
    }
}
