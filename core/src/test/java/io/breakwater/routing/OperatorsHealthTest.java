package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What operators see of targets' health, and what their reset does.
class OperatorsHealthTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Target SONNET =
            Sample.target("a", Sample.EAST, Sample.SONNET_US).target();
    private static final Target HAIKU =
            Sample.target("a", Sample.EAST, Sample.HAIKU_US).target();

    private final CountedHealthStore store = new CountedHealthStore();
    private final List<HealthChange> changes = new ArrayList<>();
    private final OperatorsHealth operators = new OperatorsHealth(store, changes::add);
    private final SharedTargetHealth one = copy("one");
    private final SharedTargetHealth other = copy("other");

    private SharedTargetHealth copy(String name) {
        return new SharedTargetHealth(store, new CopyName(() -> name), new Random(1), new StrictListener());
    }

    private static void end(HealthBoard board, Target target, Outcome outcome, int times, Instant at) {
        for (int i = 0; i < times; i++) {
            board.observe(target, new Verdict(outcome, at, at));
        }
    }

    private LeftOut own(Instant at) {
        return operators.read(at).of(SONNET).own().orElseThrow();
    }

    @Test
    void of_a_healthy_target_nothing_is_known_and_a_reset_writes_nothing() {
        assertThat(operators.read(NOON).of(SONNET).isNothing()).isTrue();
        assertThat(operators.reset(SONNET, "eve", NOON).isNothing()).isTrue();
        assertThat(store.writes).isZero();
        assertThat(changes).isEmpty();
    }

    @Test
    void an_ejection_is_seen_with_who_decided_it_when_and_after_what() {
        end(one, SONNET, new Outcome.ServerFault(), 5, NOON);

        LeftOut seen = own(NOON.plus(SECOND));
        assertThat(seen.state()).isEqualTo(LeftOut.State.EJECTED);
        assertThat(seen.since()).isEqualTo(NOON);
        assertThat(seen.until()).isAfter(NOON.plusSeconds(20));
        assertThat(seen.by()).isEqualTo("one");
        assertThat(seen.why()).startsWith("ServerFault");
        assertThat(seen.times()).isEqualTo(1);
    }

    @Test
    void a_reset_that_was_beaten_twice_takes_it_away_the_third_time() {
        end(one, SONNET, new Outcome.ServerFault(), 5, NOON);
        HealthStore contended = MemoryHealth.beaten(store, 2);
        new OperatorsHealth(contended, changes::add).reset(SONNET, "eve", NOON);
        assertThat(store.texts).isEmpty();
    }

    @Test
    void a_probe_under_way_and_a_probation_are_seen_as_such_and_what_is_over_is_not() {
        end(one, SONNET, new Outcome.ServerFault(), 5, NOON);
        Instant probed = NOON.plusSeconds(60);
        assertThat(one.claimProbe(SONNET, probed)).isTrue();
        assertThat(own(probed).state()).isEqualTo(LeftOut.State.PROBING);

        Instant back = probed;
        for (int answer = 0; answer < 3; answer++) {
            back = probed.plusSeconds(20L * answer);
            end(one, SONNET, new Outcome.Answered(), 1, back);
        }
        assertThat(own(back).state()).isEqualTo(LeftOut.State.ON_PROBATION);
        assertThat(own(back).until()).isEqualTo(back.plusSeconds(60));
        assertThat(operators.read(back.plusSeconds(60)).of(SONNET).isNothing()).isTrue();
    }

    @Test
    void a_reset_is_effective_for_all_copies_within_a_second_and_told() {
        end(one, SONNET, new Outcome.ServerFault(), 5, NOON);
        assertThat(other.availability(SONNET, NOON)).isInstanceOf(Availability.Out.class);

        KnownOfTarget known = operators.reset(SONNET, "eve", NOON);

        assertThat(known.own()).isPresent();
        for (SharedTargetHealth copy : List.of(one, other)) {
            assertThat(copy.availability(SONNET, NOON.plus(SECOND))).isEqualTo(new Availability.Ready());
        }
        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(HealthChange.Kind.RESET);
            assertThat(change.subject()).isEqualTo(SONNET.label());
            assertThat(change.why()).isEqualTo("by eve");
        });
    }

    @Test
    void a_reset_opens_the_quotas_of_the_day_that_the_target_shares() {
        end(one, HAIKU, new Outcome.QuotaSpent(), 1, NOON);
        end(one, SONNET, new Outcome.QuotaSpent(), 1, NOON);
        KnownOfTarget known = operators.read(NOON).of(SONNET);
        assertThat(known.own()).isEmpty();
        assertThat(known.modelDay()).isPresent();
        assertThat(known.accountDay()).isPresent();
        assertThat(known.decisive().orElseThrow().state()).isEqualTo(LeftOut.State.QUOTA_CLOSED);

        operators.reset(SONNET, "eve", NOON);

        assertThat(other.availability(SONNET, NOON.plus(SECOND))).isEqualTo(new Availability.Ready());
        assertThat(operators.read(NOON).of(HAIKU).modelDay())
                .as("another model's quota stays closed")
                .isPresent();
        assertThat(changes)
                .extracting(HealthChange::subject)
                .containsExactly("111111111111/us-east-1/anthropic.claude-sonnet-4-6", "111111111111/us-east-1");
    }

    @Test
    void what_somebody_decides_while_it_is_reset_is_taken_away_too() {
        end(one, SONNET, new Outcome.ServerFault(), 5, NOON);
        store.whileReading = () -> {
            store.whileReading = () -> {};
            store.texts.computeIfPresent(
                    "t#" + SONNET.label(), (_, text) -> text.replace("x1 failing 1", "x1 failing 2"));
        };

        operators.reset(SONNET, "eve", NOON);

        assertThat(store.texts).isEmpty();
    }
}
