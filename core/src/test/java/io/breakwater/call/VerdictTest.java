package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.routing.Availability;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.RequestTimes;
import io.breakwater.routing.Skipped;
import io.breakwater.routing.TimeLimit.Owner;
import io.breakwater.routing.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each attempt has one verdict, at its end: health, log and caller are told the same.
final class VerdictTest {
    private static final RoutedTarget A = PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget B = PlayedGateway.target("b", Sample.WEST, Sample.SONNET_US);
    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final Duration TIME = Duration.ofSeconds(60);

    private PlayedGateway world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A)));

    @Test
    void a_stream_is_judged_when_it_has_ended_and_not_when_it_begins() throws Exception {
        opens(
                PlayedGateway.text("Hello"),
                PlayedGateway.messageStop(),
                PlayedGateway.metadata(26, 10),
                new ModelStream.Piece.End());
        world.serve(PlayedGateway.call(true, 100));
        assertThat(world.health.observed).containsExactly(new Outcome.Answered());
        assertThat(attempt().outcome()).isEqualTo("Answered");
        assertThat(attempt().took()).as("to its end").isEqualTo(MOMENT.multipliedBy(4));
    }

    @Test
    void a_target_that_breaks_nine_streams_in_ten_is_out_after_ten_broken_ones_at_most() {
        for (long seed = 1; seed <= 20; seed++) {
            world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A)));
            assertThat(brokenUntilOut(new Random(seed))).as("seed %d", seed).isLessThanOrEqualTo(10);
        }
    }

    private int brokenUntilOut(Random random) {
        int broken = 0;
        int place = 0;
        while (availability() instanceof Availability.Ready) {
            boolean breaks = random.nextInt(10) > 0;
            broken += breaks ? 1 : 0;
            Instant begun = world.instant();
            world.pass(Duration.ofMillis(1_500));
            world.health.observe(
                    A.target(),
                    new Verdict(
                            breaks ? new Outcome.BrokenStream("reset") : new Outcome.Answered(),
                            begun,
                            world.instant(),
                            OptionalLong.of(++place)));
        }
        return broken;
    }

    @ParameterizedTest
    @EnumSource(
            value = Owner.class,
            names = {"CALLER", "ENVIRONMENT"})
    void a_deadline_ejects_nobody_at_any_rate_and_the_caller_hears_that_it_was_one(Owner whose) throws Exception {
        for (int request = 0; request < 100; request++) {
            world.transport.on(A, () -> {
                world.pass(Duration.ofSeconds(3));
                return PlayedGateway.failed(new Outcome.TooSlow(whose));
            });
            FakeClient client = world.serve(PlayedGateway.call(false, 100), new FakeClient(), threeSeconds(whose));
            assertThat(client.text()).isEqualTo("DeadlineExceeded");
        }
        assertThat(availability()).isEqualTo(new Availability.Ready());
        assertThat(world.events(GatewayEvent.AttemptEnded.class))
                .hasSize(100)
                .allSatisfy(attempt -> assertThat(attempt.detail()).isEqualTo(whose.label()));
    }

    private RequestTimes threeSeconds(Owner whose) {
        Instant soon = world.instant().plusSeconds(3);
        return new RequestTimes(soon, whose, world.instant().plusSeconds(840), Optional.empty());
    }

    @Test
    void a_stream_that_the_environment_ends_blames_nobody() throws Exception {
        opens(PlayedGateway.text("Hello"), new ModelStream.Piece.Broken(new Outcome.TooSlow(Owner.ENVIRONMENT)));
        FakeClient client = world.serve(PlayedGateway.call(true, 100));
        assertThat(client.frames).endsWith("broken");
        assertThat(attempt().detail()).isEqualTo("environment");
        assertThat(world.events(GatewayEvent.RequestEnded.class).getLast().ending())
                .isEqualTo(GatewayEvent.RequestEnded.BROKEN);
        assertThat(availability()).isEqualTo(new Availability.Ready());
    }

    @Test
    void a_client_that_leaves_a_whole_stream_does_not_blame_the_target() throws Exception {
        opens(
                PlayedGateway.text("Hello"),
                PlayedGateway.messageStop(),
                PlayedGateway.metadata(26, 10),
                new ModelStream.Piece.End());
        world.serve(PlayedGateway.call(true, 100), new FakeClient(1), TIME);
        assertThat(world.health.observed).containsExactly(new Outcome.Answered());
    }

    @Test
    void a_stream_that_breaks_after_its_client_has_left_blames_the_target_all_the_same() throws Exception {
        opens(PlayedGateway.text("a"), PlayedGateway.text("b"), PlayedGateway.broken("reset"));
        world.serve(PlayedGateway.call(true, 100), new FakeClient(1), TIME);
        assertThat(world.health.observed).containsExactly(new Outcome.BrokenStream("reset"));
    }

    @Test
    void a_refusal_in_unknown_words_that_another_account_answers_quarantines_the_first() throws Exception {
        world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A, B)));
        Outcome refused = new Outcome.Doubtful("operation not allowed for 'my secret prompt'");
        world.transport.on(A, answer(refused)).on(B, answer(refused));
        FakeClient client = world.serve(PlayedGateway.call(false, 100));
        assertThat(client.reply().status()).isEqualTo(200);
        assertThat(world.events)
                .isNotEmpty()
                .noneMatch(event -> event.toString().contains("secret"));
        RoutedTarget first = world.transport.called.getFirst().equals(A.target()) ? A : B;
        assertThat(world.health.availability(first.target(), world.instant()))
                .isInstanceOfSatisfying(
                        Availability.Out.class, out -> assertThat(out.reason()).isEqualTo(Skipped.Reason.QUARANTINED));
        assertThat(Set.copyOf(world.transport.called)).hasSize(2);
    }

    /// The target that is called first refuses, the other one answers.
    private Supplier<Attempted> answer(Outcome refused) {
        return () -> world.transport.called.size() == 1 ? PlayedGateway.failed(refused) : PlayedGateway.whole(26, 10);
    }

    private void opens(ModelStream.Piece... pieces) {
        world.transport.on(A, new Attempted.Opened(world.stream(MOMENT, pieces)));
    }

    private GatewayEvent.AttemptEnded attempt() {
        return world.events(GatewayEvent.AttemptEnded.class).getLast();
    }

    private Availability availability() {
        return world.health.availability(A.target(), world.instant());
    }
}
