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
import io.breakwater.model.Tenant;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which targets a plan leaves out because they may not serve the request or cannot, and what it says of
/// them.
final class PlannedEligibilityTest extends PlannerFixture {
    private static final RoutedTarget GLOBAL = Sample.target("c", Sample.EAST, Sample.SONNET_GLOBAL);

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

    private static Tenant tenant(Residency residency, Set<String> hand, boolean tierFallback) {
        return Sample.tenant(Limits.UNLIMITED, residency, hand, tierFallback);
    }

    private static List<Skipped.Reason> reasons(Plan plan) {
        return plan.skipped().stream().map(Skipped::reason).toList();
    }
}
