package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.routing.Candidate.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// In what order a plan names its targets, by tier, load, prefix and health.
final class PlannerTest extends PlannerFixture {
    @Test
    void tiers_come_in_order_and_everything_that_fits_is_a_candidate() {
        Plan plan = plan(Sample.route(List.of(A, B), List.of(HAIKU)), ask(anyone()));
        assertThat(plan.candidates()).extracting(Candidate::tier).containsExactly(1, 1, 2);
        assertThat(plan.candidates())
                .extracting(Candidate::routed)
                .contains(A, B)
                .last()
                .isEqualTo(HAIKU);
        assertThat(plan.skipped()).isEmpty();
    }

    @Test
    void what_caches_goes_where_its_prefix_is_and_refuses_nobody_when_that_target_is_out() {
        Route route = Sample.route(List.of(A, B), List.of(HAIKU));
        for (long prefix = 0; prefix < 20; prefix++) {
            RoutingRequest asking = new RoutingRequest(
                    anyone(),
                    _ -> new Asked.Spoken(Set.of(), true),
                    false,
                    100,
                    _ -> 100,
                    Optional.empty(),
                    OptionalLong.of(prefix));
            Candidate first = plan(route, asking).candidates().getFirst();
            assertThat(first.byPrefix()).isTrue();
            health.put(first.target(), new Availability.Out(Skipped.Reason.EJECTED, NOW.plusSeconds(30)));
            List<Candidate> others = plan(route, asking).candidates();
            assertThat(others).extracting(Candidate::tier).containsExactly(1, 2);
            assertThat(others.getFirst().target()).isNotEqualTo(first.target());
            health.clear();
        }
    }

    @Test
    void what_caches_is_bound_to_no_target_that_is_only_probed() {
        health.put(A.target(), new Availability.Probe());
        RoutingRequest asking = new RoutingRequest(
                anyone(),
                _ -> new Asked.Spoken(Set.of(), true),
                false,
                100,
                _ -> 100,
                Optional.empty(),
                OptionalLong.of(1));
        assertThat(plan(Sample.route(List.of(A)), asking).candidates())
                .containsExactly(new Candidate(1, A, Readiness.PROBE));
    }

    @Test
    void targets_of_equal_load_take_turns() {
        Route route = Sample.route(List.of(A, B));
        List<RoutedTarget> called = new ArrayList<>();
        for (int call = 0; call < 100; call++) {
            Candidate first = plan(route, ask(anyone())).candidates().getFirst();
            planner.used(first);
            called.add(first.routed());
        }
        assertThat(Collections.frequency(called, A)).isEqualTo(50);
    }

    @Test
    void a_plans_targets_that_were_ejected_since_are_unhealthy_and_those_that_rest_are_not() {
        Plan plan = plan(Sample.route(List.of(A, B), List.of(HAIKU)), ask(anyone()));
        health.put(A.target(), new Availability.Out(Skipped.Reason.EJECTED, NOW.plusSeconds(30)));
        health.put(B.target(), new Availability.Out(Skipped.Reason.RESTING, NOW.plusSeconds(30)));
        assertThat(planner.unhealthy(plan, NOW)).containsExactly(A.target());
    }

    @Test
    void what_rests_is_ejected_or_quarantined_is_left_out_until_it_returns() {
        for (Skipped.Reason reason : List.of(
                Skipped.Reason.RESTING,
                Skipped.Reason.EJECTED,
                Skipped.Reason.QUARANTINED,
                Skipped.Reason.DAILY_QUOTA)) {
            health.put(A.target(), new Availability.Out(reason, NOW.plusSeconds(9)));
            Plan plan = plan(Sample.route(List.of(A, B)), ask(anyone()));
            assertThat(plan.candidates()).extracting(Candidate::routed).containsExactly(B);
            assertThat(plan.skipped())
                    .containsExactly(new Skipped(1, A.target(), reason, Optional.of(NOW.plusSeconds(9))));
            assertThat(plan.soonest(NOW)).contains(Duration.ofSeconds(9));
        }
    }

    @Test
    void a_target_to_be_probed_comes_first_in_its_tier_and_not_before_a_better_tier() {
        health.put(B.target(), new Availability.Probe());
        health.put(HAIKU.target(), new Availability.Probe());
        for (int plans = 0; plans < 20; plans++) {
            assertThat(plan(Sample.route(List.of(A, B), List.of(HAIKU)), ask(anyone()))
                            .candidates())
                    .containsExactly(
                            new Candidate(1, B, Readiness.PROBE),
                            new Candidate(1, A, Readiness.READY),
                            new Candidate(2, HAIKU, Readiness.PROBE));
        }
    }

    @Test
    void a_target_that_returns_comes_first_as_often_as_it_may_and_else_last_in_its_tier() {
        RoutedTarget c = Sample.target("c", Sample.EAST, Sample.SONNET_US);
        health.put(A.target(), new Availability.Returning(30));
        int last = 0;
        for (int plans = 0; plans < 1_000; plans++) {
            List<Candidate> candidates = plan(Sample.route(List.of(A, B, c), List.of(HAIKU)), ask(anyone()))
                    .candidates();
            assertThat(candidates).hasSize(4).contains(new Candidate(1, A, Readiness.READY));
            last += candidates.get(2).routed().equals(A) ? 1 : 0;
        }
        assertThat(last).as("at least the seven in ten that may not prefer it").isBetween(700, 850);
    }

    @Test
    void a_target_that_returns_serves_whom_nobody_else_of_its_tier_can() {
        health.put(A.target(), new Availability.Returning(0));
        health.put(B.target(), new Availability.Out(Skipped.Reason.EJECTED, NOW.plusSeconds(30)));
        assertThat(plan(Sample.route(List.of(A, B), List.of(HAIKU)), ask(anyone()))
                        .candidates())
                .containsExactly(new Candidate(1, A, Readiness.READY), new Candidate(2, HAIKU, Readiness.READY));
    }

    @Test
    void when_nobody_is_left_those_that_failed_or_were_refused_are_tried_and_only_they() {
        RoutedTarget c = Sample.target("c", Sample.EAST, Sample.SONNET_US);
        health.put(A.target(), new Availability.Out(Skipped.Reason.EJECTED, NOW.plusSeconds(30)));
        health.put(B.target(), new Availability.Out(Skipped.Reason.RESTING, NOW.plusSeconds(3)));
        health.put(c.target(), new Availability.Out(Skipped.Reason.QUARANTINED, NOW.plusSeconds(300)));
        assertThat(plan(Sample.route(List.of(A, B, c)), ask(anyone())).candidates())
                .containsExactlyInAnyOrder(
                        new Candidate(1, A, Readiness.LAST_RESORT), new Candidate(1, c, Readiness.LAST_RESORT));
    }

    @Test
    void one_that_is_left_out_may_be_probed_if_those_that_are_healthy_have_no_room() {
        RoutedTarget c = Sample.target("c", Sample.EAST, Sample.SONNET_US);
        health.put(A.target(), new Availability.Out(Skipped.Reason.EJECTED, NOW.plusSeconds(30), true));
        health.put(B.target(), new Availability.Out(Skipped.Reason.EJECTED, NOW.plusSeconds(30)));
        Plan plan = plan(Sample.route(List.of(A, B, c)), ask(anyone()));
        assertThat(plan.candidates()).containsExactly(new Candidate(1, c, Readiness.READY));
        assertThat(plan.inNeed()).contains(new Candidate(1, A, Readiness.PROBE_IN_NEED));
        health.put(c.target(), new Availability.Out(Skipped.Reason.EJECTED, NOW.plusSeconds(30)));
        assertThat(plan(Sample.route(List.of(A, B, c)), ask(anyone())).inNeed())
                .as("all are tried anyway")
                .isEmpty();
    }

    @Test
    void an_account_that_gives_no_credentials_is_tried_only_when_no_other_is_left_in_any_tier() {
        Availability without = new Availability.Out(Skipped.Reason.NO_SESSION, NOW.plusSeconds(5));
        health.put(A.target(), without);
        assertThat(plan(Sample.route(List.of(A), List.of(HAIKU)), ask(anyone())).candidates())
                .containsExactly(new Candidate(2, HAIKU, Readiness.READY));
        health.put(HAIKU.target(), without);
        assertThat(plan(Sample.route(List.of(A), List.of(HAIKU)), ask(anyone())).candidates())
                .containsExactly(
                        new Candidate(1, A, Readiness.LAST_RESORT), new Candidate(2, HAIKU, Readiness.LAST_RESORT));
    }

    @Test
    void while_a_lower_tier_is_left_the_ejected_are_not_tried() {
        health.put(A.target(), new Availability.Out(Skipped.Reason.EJECTED, NOW.plusSeconds(30)));
        assertThat(plan(Sample.route(List.of(A), List.of(HAIKU)), ask(anyone())).candidates())
                .containsExactly(new Candidate(2, HAIKU, Readiness.READY));
    }

    @Test
    void who_may_prefer_a_tenth_of_the_time_is_who_draws_less_than_ten_of_a_hundred() {
        health.put(A.target(), new Availability.Returning(10));
        assertThat(firstWhenDrawing(9)).contains(A);
        assertThat(firstWhenDrawing(10)).containsOnly(B);
    }

    /// For each order of the two targets, the first in the plan when the random generator draws this
    /// number.
    private List<RoutedTarget> firstWhenDrawing(int number) {
        RandomGenerator random = new RandomGenerator() {
            @Override
            public long nextLong() {
                return number;
            }

            @Override
            public int nextInt(int bound) {
                return Math.min(number, bound - 1);
            }
        };
        return Stream.of(List.of(A, B), List.of(B, A))
                .map(tier -> new Planner(new KnownBoard(health), PlannerTest::unused, random)
                        .plan(Sample.route(tier), ask(anyone()), NOW)
                        .candidates()
                        .getFirst()
                        .routed())
                .toList();
    }
}
