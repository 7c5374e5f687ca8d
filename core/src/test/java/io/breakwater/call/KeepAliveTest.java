package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.dialect.Frame;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Terms;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.RequestTimes;
import io.breakwater.routing.TimeLimit.Owner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a streaming caller gets while its model is silent.
final class KeepAliveTest {
    private static final RoutedTarget A = PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget HAIKU = PlayedGateway.target("a", Sample.EAST, Sample.HAIKU_US);

    private PlayedGateway world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A)));

    @Test
    void there_is_a_sign_of_life_at_least_every_fifteen_seconds_until_the_first_content() throws Exception {
        world.transport.on(A, () -> {
            world.pass(Duration.ofSeconds(100));
            return world.hello();
        });
        TimedClient client = new TimedClient();
        world.serve(
                PlayedGateway.call(true, 100),
                client,
                RequestTimes.until(world.instant().plusSeconds(240)));
        assertThat(Collections.frequency(client.frames, "alive")).isBetween(6, 8);
        assertThat(client.frames).endsWith("contentBlockDelta", "messageStop", "metadata", "end");
        assertThat(client.longestSilence()).isLessThanOrEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void there_is_a_sign_of_life_while_the_model_is_silent_in_the_middle_of_its_answer() throws Exception {
        PlayedGateway.PlayedStream stream = world.stream(
                Duration.ofSeconds(40),
                PlayedGateway.text("a"),
                PlayedGateway.text("b"),
                PlayedGateway.messageStop(),
                PlayedGateway.metadata(26, 10),
                new ModelStream.Piece.End());
        world.transport.on(A, new Attempted.Opened(stream));
        TimedClient client = new TimedClient();
        world.serve(
                PlayedGateway.call(true, 100),
                client,
                RequestTimes.until(world.instant().plusSeconds(240)));
        assertThat(client.frames)
                .containsSubsequence("contentBlockDelta", "alive", "contentBlockDelta", "alive", "end");
        assertThat(client.longestSilence()).isLessThanOrEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void there_is_a_sign_of_life_while_a_request_waits_for_room_before_any_model_is_called() throws Exception {
        world = new PlayedGateway(
                Terms.of(Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 1))
                        .waiting(Duration.ofSeconds(90)),
                Sample.route(List.of(A)));
        world.transport.on(A, PlayedGateway.whole(26, 10)).on(A, world::hello);
        world.serve(PlayedGateway.call(false, 100));
        TimedClient client = new TimedClient();
        world.serveWaiting(Duration.ofSeconds(90), PlayedGateway.call(true, 100), client, Duration.ofSeconds(240));
        assertThat(client.heard.get(1)).isEqualTo(client.heard.getFirst().plusSeconds(14));
        assertThat(client.frames)
                .startsWith("alive", "alive", "alive", "alive", "contentBlockDelta")
                .endsWith("end");
        assertThat(client.longestSilence()).isLessThanOrEqualTo(Duration.ofSeconds(15));
    }

    /// Schedules 4594 and 12830 of 30 November 2026 found this: the caller got nothing for as long as
    /// the clock was set back, plus 14 s.
    @Test
    void a_clock_that_is_set_back_keeps_nobody_waiting_longer_for_it() throws Exception {
        TimedClient client = new TimedClient();
        List<Integer> alive = new ArrayList<>();
        world.transport.on(A, () -> {
            world.setBack = Duration.ofMinutes(5);
            world.pass(Duration.ofMillis(14_900));
            alive.add(client.frames.size());
            world.pass(Duration.ofMillis(100));
            alive.add(client.frames.size());
            return world.hello();
        });
        world.serve(
                PlayedGateway.call(true, 100),
                client,
                RequestTimes.until(world.instant().plusSeconds(240)));
        assertThat(alive).containsExactly(0, 1);
    }

    @Test
    void an_answer_that_comes_within_fifteen_seconds_needs_no_sign_of_life() throws Exception {
        world.transport.on(A, () -> {
            world.pass(Duration.ofSeconds(13));
            return world.hello();
        });
        assertThat(world.serve(PlayedGateway.call(true, 100)).frames).doesNotContain("alive");
    }

    @Test
    void failover_stays_possible_after_a_sign_of_life() throws Exception {
        world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A), List.of(HAIKU)));
        world.transport
                .on(A, () -> {
                    world.pass(Duration.ofSeconds(30));
                    return PlayedGateway.failed(new Outcome.ServerFault());
                })
                .on(HAIKU, world::hello);
        FakeClient client = world.serve(PlayedGateway.call(true, 100));
        assertThat(client.frames).startsWith("alive").endsWith("end");
        assertThat(world.events(GatewayEvent.RequestEnded.class).getLast().ending())
                .isEqualTo("ok");
    }

    @Test
    void what_goes_wrong_after_one_is_the_dialects_error_event_and_reported_as_the_refusal_that_it_is()
            throws Exception {
        world.transport.on(A, () -> {
            world.pass(Duration.ofSeconds(30));
            return PlayedGateway.failed(new Outcome.ServerFault());
        });
        FakeClient client = world.serve(PlayedGateway.call(true, 100));
        assertThat(client.replies).isEmpty();
        assertThat(client.frames).endsWith("broken");
        assertThat(world.events(GatewayEvent.RequestEnded.class).getLast().ending())
                .isEqualTo("UpstreamFailed");
        assertThat(world.settled()).isTrue();
    }

    @Test
    void a_whole_answer_has_no_sign_of_life() throws Exception {
        world.transport.on(A, () -> {
            world.pass(Duration.ofSeconds(40));
            return PlayedGateway.whole(26, 10);
        });
        FakeClient client = world.serve(PlayedGateway.call(false, 100));
        assertThat(client.frames).isEmpty();
        assertThat(client.reply().status()).isEqualTo(200);
    }

    @Test
    void a_caller_who_leaves_during_the_silence_costs_no_second_answer() throws Exception {
        world.transport.on(A, () -> {
            world.pass(Duration.ofSeconds(60));
            return PlayedGateway.failed(new Outcome.TooSlow(Owner.ENVIRONMENT));
        });
        FakeClient client = world.serve(PlayedGateway.call(true, 100), new FakeClient(1), Duration.ofSeconds(62));
        assertThat(client.frames).containsExactly("alive");
        assertThat(world.settled()).isTrue();
    }

    /// Records when it received something.
    private final class TimedClient extends FakeClient {
        private final List<Instant> heard = new ArrayList<>(List.of(world.instant()));

        @Override
        public void send(List<Frame> sent) throws IOException {
            super.send(sent);
            heard.add(world.instant());
        }

        Duration longestSilence() {
            Duration longest = Duration.ZERO;
            for (int i = 1; i < heard.size(); i++) {
                Duration silence = Duration.between(heard.get(i - 1), heard.get(i));
                longest = silence.compareTo(longest) > 0 ? silence : longest;
            }
            return longest;
        }
    }

    /// Loses the first frames that are sent to it and takes all later ones.
    private static final class Flickering extends FakeClient {
        private boolean lost;

        @Override
        public void send(List<Frame> sent) throws IOException {
            if (!lost) {
                lost = true;
                throw new IOException("reset");
            }
            super.send(sent);
        }
    }

    @Test
    void nothing_more_is_written_to_a_connection_that_has_failed_once() throws Exception {
        world.transport.on(A, () -> {
            world.pass(Duration.ofSeconds(30));
            return PlayedGateway.failed(new Outcome.ServerFault());
        });
        FakeClient client = world.serve(PlayedGateway.call(true, 100), new Flickering(), Duration.ofSeconds(60));

        assertThat(client.frames).isEmpty();
        assertThat(client.replies).isEmpty();
    }
}
