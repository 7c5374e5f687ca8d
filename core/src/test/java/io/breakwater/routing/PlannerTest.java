package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.AppliedGuardrail;
import io.breakwater.model.Feature;
import io.breakwater.model.Geography;
import io.breakwater.model.Guardrail;
import io.breakwater.model.Limits;
import io.breakwater.model.ModelCard;
import io.breakwater.model.Priority;
import io.breakwater.model.Residency;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Streaming;
import io.breakwater.model.Target;
import io.breakwater.model.Tenant;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.routing.Candidate.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlannerTest {
    private static final Instant NOW = Sample.NOW;
    private static final RoutedTarget A = Sample.target("a", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget B = Sample.target("b", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget GLOBAL = Sample.target("c", Sample.EAST, Sample.SONNET_GLOBAL);
    private static final RoutedTarget HAIKU = Sample.target("a", Sample.EAST, Sample.HAIKU_US);

    private final Map<Target, Availability> health = new HashMap<>();
    private final Planner planner = new Planner(new KnownBoard(health), PlannerTest::unused, new SplittableRandom(42));

    private record KnownBoard(Map<Target, Availability> states) implements HealthBoard {
        @Override
        public Availability availability(Target target, Instant now) {
            return states.getOrDefault(target, new Availability.Ready());
        }

        @Override
        public Availability observe(Target target, Verdict verdict) {
            return availability(target, verdict.ended());
        }

        @Override
        public boolean silent(Target target, Silence silence) {
            return false;
        }

        @Override
        public void resumed(Target target, Silence silence) {}

        @Override
        public void paused(Target target, Instant begun, Duration longest, Instant now) {}

        @Override
        public boolean claimProbe(Target target, Instant now) {
            return true;
        }

        @Override
        public boolean claimProbeInNeed(Target target, Instant now) {
            return true;
        }
    }

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
    void a_global_profile_does_not_keep_the_promise_of_a_geography() {
        Tenant inUs = tenant(new Residency(Optional.of(Geography.US)), Set.of("a", "c"), true);
        Plan plan = plan(Sample.route(List.of(A, GLOBAL)), ask(inUs));
        assertThat(plan.candidates()).extracting(Candidate::routed).containsExactly(A);
        assertThat(reasons(plan)).containsExactly(Skipped.Reason.RESIDENCY);
    }

    @Test
    void a_request_that_a_guardrail_checks_is_served_where_the_guardrail_is() {
        Guardrail.Place there = new Guardrail.Place(A.target().shard(), Sample.EAST);
        Guardrail guardrail = new Guardrail(
                "advice",
                Set.of(),
                Set.of(),
                Set.of(),
                false,
                Guardrail.Trace.DISABLED,
                false,
                Map.of(there, new Guardrail.Copy("g-1", "1")));
        RoutingRequest checked = new RoutingRequest(
                anyone(),
                _ -> new Asked.Spoken(Set.of(), true),
                false,
                100,
                _ -> 100,
                Optional.of(AppliedGuardrail.asSet(guardrail)),
                OptionalLong.empty());
        Plan plan = plan(Sample.route(List.of(A, B)), checked);
        assertThat(plan.candidates()).extracting(Candidate::routed).containsExactly(A);
        assertThat(reasons(plan)).containsExactly(Skipped.Reason.GUARDRAIL_MISSING);
    }

    @Test
    void a_request_that_is_bound_to_a_target_is_served_by_no_other() {
        RoutingRequest bound = new RoutingRequest(
                anyone(),
                _ -> new Asked.Spoken(Set.of(), true),
                false,
                100,
                _ -> 100,
                Optional.empty(),
                OptionalLong.empty(),
                Optional.of(A.target().label()));
        Plan plan = plan(Sample.route(List.of(A, B)), bound);
        assertThat(plan.candidates()).extracting(Candidate::routed).containsExactly(A);
        assertThat(reasons(plan)).containsExactly(Skipped.Reason.KEPT_ELSEWHERE);
    }

    @Test
    void residency_is_named_before_anything_technical() {
        Tenant inEu = tenant(new Residency(Optional.of(Geography.EU)), Set.of(), false);
        RoutingRequest impossible = new RoutingRequest(inEu, Set.of(Feature.VIDEO), false, 1_000_000, 1_000_000);
        assertThat(reasons(plan(Sample.route(List.of(A), List.of(HAIKU)), impossible)))
                .containsExactly(Skipped.Reason.RESIDENCY, Skipped.Reason.RESIDENCY);
    }

    @Test
    void a_shard_outside_the_hand_is_left_out() {
        Plan plan = plan(Sample.route(List.of(A, B)), ask(tenant(Residency.ANYWHERE, Set.of("b"), true)));
        assertThat(plan.candidates()).extracting(Candidate::routed).containsExactly(B);
        assertThat(reasons(plan)).containsExactly(Skipped.Reason.NOT_IN_HAND);
    }

    @Test
    void a_lower_tier_is_used_only_where_the_tenant_allows_it() {
        Plan plan = plan(Sample.route(List.of(A), List.of(HAIKU)), ask(tenant(Residency.ANYWHERE, Set.of("a"), false)));
        assertThat(plan.candidates()).extracting(Candidate::routed).containsExactly(A);
        assertThat(reasons(plan)).containsExactly(Skipped.Reason.TIER_FALLBACK_OFF);
    }

    @Test
    void a_model_without_a_needed_feature_is_left_out() {
        Plan plan = plan(
                Sample.route(List.of(A), List.of(HAIKU)),
                new RoutingRequest(anyone(), Set.of(Feature.TOOLS), false, 100, 100));
        assertThat(plan.candidates()).extracting(Candidate::routed).containsExactly(A);
        assertThat(reasons(plan)).containsExactly(Skipped.Reason.FEATURE_MISSING);
    }

    @Test
    void a_model_that_does_not_speak_the_language_is_left_out_and_the_plan_says_why() {
        Asked.NotSpoken deaf = new Asked.NotSpoken("the model has no operation converse");
        RoutingRequest request = new RoutingRequest(
                anyone(),
                model -> model.equals(Sample.SONNET_CARD) ? deaf : new Asked.Spoken(Set.of(), true),
                false,
                100,
                _ -> 100,
                Optional.empty(),
                OptionalLong.empty());
        Plan plan = plan(Sample.route(List.of(A), List.of(HAIKU)), request);
        assertThat(plan.candidates()).extracting(Candidate::routed).containsExactly(HAIKU);
        assertThat(plan.skipped()).singleElement().satisfies(skip -> {
            assertThat(skip.reason()).isEqualTo(Skipped.Reason.LANGUAGE_NOT_SPOKEN);
            assertThat(skip.because()).isEqualTo("the model has no operation converse");
        });
        Plan nobody = plan(Sample.route(List.of(A)), request);
        assertThat(GivingUp.nothingFits(nobody))
                .isEqualTo(new GiveUpReason.NothingEligible("the request cannot be sent to the model through this API: "
                        + "the model has no operation converse"));
    }

    @ParameterizedTest
    @CsvSource({"ALL, true, 0", "TEXT, true, 1", "TEXT, false, 0", "NONE, true, 1"})
    void a_model_that_does_not_stream_what_is_asked_of_it_is_left_out(Streaming streaming, boolean tools, int left) {
        ModelCard card = Sample.SONNET_CARD;
        ModelCard model = new ModelCard(
                card.id(),
                card.name(),
                200_000,
                64_000,
                5,
                card.features(),
                card.operations(),
                streaming,
                card.times(),
                card.listing());
        RoutedTarget target = Sample.target(
                "a", Sample.EAST, Sample.profile("us.x.y", model, Geography.US, Sample.SONNET_US.price()));
        Set<Feature> needs = tools ? Set.of(Feature.TOOLS) : Set.of();
        assertThat(reasons(plan(Sample.route(List.of(target)), new RoutingRequest(anyone(), needs, true, 100, 100))))
                .hasSize(left)
                .allMatch(Skipped.Reason.NOT_STREAMED::equals);
        assertThat(reasons(plan(Sample.route(List.of(target)), new RoutingRequest(anyone(), needs, false, 100, 100))))
                .isEmpty();
    }

    @Test
    void a_context_window_too_small_for_input_and_output_is_left_out() {
        Route route = Sample.route(List.of(A), List.of(HAIKU));
        assertThat(reasons(plan(route, new RoutingRequest(anyone(), Set.of(), false, 92_001, 64_000))))
                .as("92,001 + the model's own 8,000")
                .containsExactly(Skipped.Reason.CONTEXT_TOO_SMALL);
        assertThat(reasons(plan(route, new RoutingRequest(anyone(), Set.of(), false, 92_000, 64_000))))
                .isEmpty();
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
    void even_in_need_nobody_is_tried_who_may_not_serve() {
        health.put(A.target(), new Availability.Out(Skipped.Reason.EJECTED, NOW.plusSeconds(30)));
        Plan plan = plan(Sample.route(List.of(A)), ask(tenant(Residency.ANYWHERE, Set.of("b"), true)));
        assertThat(plan.candidates()).isEmpty();
        assertThat(plan.soonest(NOW)).as("waiting does not help").isEmpty();
    }

    @Test
    void a_target_that_can_never_take_so_much_is_left_out_and_says_so() {
        Planner small = new Planner(new KnownBoard(health), new Most(150), new SplittableRandom(42));
        Plan plan = small.plan(Sample.route(List.of(A)), ask(anyone()), NOW);
        assertThat(plan.candidates()).isEmpty();
        assertThat(plan.skipped())
                .containsExactly(new Skipped(1, A.target(), Skipped.Reason.TOO_LARGE, Optional.empty()));
        assertThat(plan.tooLarge()).contains(new GiveUpReason.TooLarge(200, 150));
        assertThat(plan.soonest(NOW)).as("waiting does not help").isEmpty();
        Planner enough = new Planner(new KnownBoard(health), new Most(200), new SplittableRandom(42));
        assertThat(enough.plan(Sample.route(List.of(A)), ask(anyone()), NOW).candidates())
                .hasSize(1);
    }

    @Test
    void the_most_tokens_of_a_route_are_what_its_targets_give_one_request() {
        Planner small = new Planner(new KnownBoard(health), new Most(150), new SplittableRandom(42));
        assertThat(small.mostTokens(Sample.route(List.of(A), List.of(HAIKU)), Priority.STANDARD))
                .isEqualTo(150);
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

    /// Idle targets that give one request at most this many tokens.
    private record Most(long tokens) implements Headroom {
        @Override
        public LedgerStatus of(RoutedTarget target, Instant now) {
            return LedgerStatus.of(LedgerItem.EMPTY, Limits.UNLIMITED, now, new Epochs(Duration.ofMinutes(5)));
        }

        @Override
        public long mostTokens(RoutedTarget target, Priority priority) {
            return tokens;
        }
    }

    private Plan plan(Route route, RoutingRequest ask) {
        return planner.plan(route, ask, NOW);
    }

    private static RoutingRequest ask(Tenant tenant) {
        return new RoutingRequest(tenant, Set.of(), false, 100, 100);
    }

    private static Tenant anyone() {
        return Sample.tenant(Limits.UNLIMITED);
    }

    private static Tenant tenant(Residency residency, Set<String> hand, boolean tierFallback) {
        return Sample.tenant(Limits.UNLIMITED, residency, hand, tierFallback);
    }

    private static List<Skipped.Reason> reasons(Plan plan) {
        return plan.skipped().stream().map(Skipped::reason).toList();
    }

    private static LedgerStatus unused(RoutedTarget target, Instant now) {
        return LedgerStatus.of(LedgerItem.EMPTY, Limits.of(target.capacity()), now, new Epochs(Duration.ofMinutes(5)));
    }
}
