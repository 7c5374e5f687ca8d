package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.Sample;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.body.FamilyBodies;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.dialect.body.ResponsesBody;
import io.breakwater.model.Alias;
import io.breakwater.model.Geography;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.OutputTerms;
import io.breakwater.model.Price;
import io.breakwater.model.Profile;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.model.Terms;
import io.breakwater.model.Tier;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SizingTest {
    private static final RoutedTarget TARGET = Sample.target("a", Sample.EAST, Sample.SONNET_US);
    private static final Route ROUTE = new Route(new Alias("claude"), 4_096, List.of(new Tier(1, List.of(TARGET))));
    private static final Tenant UNBOUNDED = Sample.tenant(Limits.UNLIMITED);

    @Test
    void a_small_tenant_is_not_refused_for_a_default_that_it_did_not_choose() {
        Sizing sizing = sized(OptionalLong.empty(), limits(1_000, 100, 0));

        assertThat(sizing.inputTokens() + sizing.maxTokens()).isEqualTo(1_000);
        assertThat(sizing.from()).isEqualTo(Sizing.Bound.TENANT_LIMIT);
    }

    @Test
    void a_tenth_of_a_minute_or_the_largest_request_bound_the_default_too() {
        assertThat(sized(OptionalLong.empty(), limits(10_000, 10, 0)).maxTokens())
                .isEqualTo(974);
        assertThat(sized(OptionalLong.empty(), limits(10_000, 100, 500)).maxTokens())
                .isEqualTo(474);
    }

    @Test
    void a_day_bounds_the_default_at_what_it_is_settled_at() {
        Limits day = Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 10_026);

        assertThat(sized(OptionalLong.empty(), day).maxTokens())
                .as("burndown 5")
                .isEqualTo(2_000);
    }

    @Test
    void what_the_largest_target_can_give_bounds_the_default_but_not_what_the_client_asks_for() {
        Terms none = Terms.of(Limits.UNLIMITED);

        assertThat(sized(OptionalLong.empty(), none, 1_026).maxTokens()).isEqualTo(1_000);
        assertThat(sized(OptionalLong.of(2_000), none, 1_026).maxTokens()).isEqualTo(2_000);
    }

    @Test
    void what_the_client_asks_for_itself_stays_and_is_judged_by_the_ledger() {
        Sizing sizing = sized(OptionalLong.of(2_000), limits(1_000, 100, 0));

        assertThat(sizing.maxTokens()).isEqualTo(2_000);
        assertThat(sizing.from()).isEqualTo(Sizing.Bound.CLIENT);
    }

    @Test
    void an_input_that_alone_is_too_large_keeps_the_default() {
        assertThat(sized(OptionalLong.empty(), limits(20, 100, 0)).maxTokens()).isEqualTo(4_096);
    }

    @Test
    void a_plan_may_have_another_default_than_the_alias() {
        Terms plan = new Terms(
                Limits.UNLIMITED, 1, Set.of(), false, new OutputTerms(OptionalLong.of(12_000), Optional.empty()));
        Sizing sizing = sized(OptionalLong.empty(), plan);

        assertThat(sizing.maxTokens()).isEqualTo(12_000);
        assertThat(sizing.describe(TARGET)).isEqualTo("12000; from=default");
        assertThat(sized(OptionalLong.of(70_000), plan).describe(TARGET)).isEqualTo("64000; from=model-limit");
        assertThat(sized(OptionalLong.of(200), plan).describe(TARGET)).isEqualTo("200; from=client");
    }

    @Test
    void a_default_takes_what_the_input_leaves_of_the_context_and_a_bound_of_the_client_stays() {
        ModelCall call = call(OptionalLong.empty());

        assertThat(Sizing.of(call, ROUTE, UNBOUNDED, 198_000, Long.MAX_VALUE).describe(TARGET))
                .isEqualTo("2000; from=model-limit");
        assertThat(Sizing.of(call, ROUTE, UNBOUNDED, 199_900, Long.MAX_VALUE).maxTokens(TARGET))
                .as("so little is no answer: the model is left out")
                .isEqualTo(1_024);
        assertThat(Sizing.of(call(OptionalLong.of(4_096)), ROUTE, UNBOUNDED, 198_000, Long.MAX_VALUE)
                        .maxTokens(TARGET))
                .isEqualTo(4_096);
    }

    @Test
    void a_limit_in_shadow_refuses_nobody_and_so_shortens_no_answer_either() {
        Limits limits = limits(1_000, 100, 500);
        Set<LimitName> shadow = Set.of(LimitName.TOKENS_PER_MINUTE, LimitName.LARGEST_REQUEST);

        assertThat(sized(OptionalLong.empty(), new Terms(limits, 1, shadow, false))
                        .maxTokens())
                .isEqualTo(4_096);
        assertThat(sized(OptionalLong.empty(), new Terms(limits, 1, Set.of(LimitName.LARGEST_REQUEST), false))
                        .maxTokens())
                .isEqualTo(974);
    }

    @Test
    void what_is_reserved_is_what_is_sent_where_a_language_has_a_least_or_a_most() {
        ModelBody responses =
                ResponsesBody.of(JsonNodeFactory.instance.objectNode(), List.of(), ResponsesBody.Storing.NOTHING);
        ModelCall few = new ModelCall(ROUTE.alias(), false, _ -> new BodyChoice.Spoken(responses), OptionalLong.of(5));
        Sizing sizing = Sizing.of(few, ROUTE, UNBOUNDED, 26, Long.MAX_VALUE);

        assertThat(sizing.worstCase(UNBOUNDED, TARGET).dayTokens()).isEqualTo(26 + 16 * 5);
        assertThat(sizing.describe(TARGET)).isEqualTo("16; from=client");

        RoutedTarget llama = Sample.target(
                "a",
                Sample.EAST,
                Sample.profile(
                        "us.meta.llama4-scout-17b-instruct-v1:0",
                        Samples.shipped("meta.llama4-scout-17b-instruct-v1:0"),
                        Geography.US,
                        Sample.SONNET_US.price()));
        Route route = new Route(ROUTE.alias(), 4_096, List.of(new Tier(1, List.of(llama))));
        ModelBodies prompt =
                FamilyBodies.of(Samples.json("{\"prompt\":\"a\"}"), false).orElseThrow();
        Sizing most = Sizing.of(
                new ModelCall(ROUTE.alias(), false, prompt, OptionalLong.empty()), route, UNBOUNDED, 26, 1_000_000);

        assertThat(most.worstCase(UNBOUNDED, llama).tokens()).isEqualTo(26 + 2_048);
        assertThat(most.describe(llama)).isEqualTo("2048; from=model-limit");
        assertThat(most.shortened(llama)).isFalse();
    }

    private static Limits limits(long tokensPerMinute, int burstPercent, long largest) {
        return Limits.UNLIMITED
                .with(LimitName.TOKENS_PER_MINUTE, tokensPerMinute)
                .withBurst(burstPercent)
                .with(LimitName.LARGEST_REQUEST, largest);
    }

    private static Sizing sized(OptionalLong asked, Limits limits) {
        return sized(asked, Terms.of(limits));
    }

    private static Sizing sized(OptionalLong asked, Terms terms) {
        return sized(asked, terms, Long.MAX_VALUE);
    }

    private static Sizing sized(OptionalLong asked, Terms terms, long mostOfATarget) {
        Tenant tenant = Sample.tenant(terms);
        return Sizing.of(call(asked), ROUTE, tenant, 26, mostOfATarget);
    }

    private static ModelCall call(OptionalLong asked) {
        return new ModelCall(ROUTE.alias(), false, ConverseBody.of(JsonNodeFactory.instance.objectNode()), asked);
    }

    @Test
    void a_default_that_is_just_what_is_left_is_the_default() {
        Sizing sizing = sized(OptionalLong.empty(), Terms.of(Limits.UNLIMITED), 26 + 4_096);

        assertThat(sizing.maxTokens()).isEqualTo(4_096);
        assertThat(sizing.from()).isEqualTo(Sizing.Bound.DEFAULT);
    }

    @Test
    void an_input_that_takes_all_of_a_limit_keeps_the_default_too() {
        assertThat(sized(OptionalLong.empty(), limits(26, 100, 0)).maxTokens()).isEqualTo(4_096);
    }

    @Test
    void what_is_cached_for_an_hour_may_cost_more() {
        ObjectNode anHour = Samples.json(
                "{\"system\": [{\"text\": \"x\"}, {\"cachePoint\": {\"type\": \"default\", \"ttl\": \"1h\"}}]}");
        BodyChoice body = new BodyChoice.Spoken(ConverseBody.of(anHour));
        ModelCall cached = new ModelCall(ROUTE.alias(), false, _ -> body, OptionalLong.of(10));

        assertThat(mayCost(cached)).isEqualTo(6_000_000 + 150_000);
        assertThat(mayCost(call(OptionalLong.of(10)))).isEqualTo(3_750_000 + 150_000);
    }

    /// What 1,000 input and 10 output tokens may cost if a million tokens that are cached for an hour
    /// cost 6 USD.
    private static long mayCost(ModelCall call) {
        Profile usual = Sample.SONNET_US;
        Profile dearer = Sample.profile(
                usual.id().value(),
                usual.model(),
                usual.geography(),
                new Price(3_000_000, 15_000_000, 300_000, 3_750_000, 6_000_000));
        return Sizing.of(call, ROUTE, UNBOUNDED, 1_000, Long.MAX_VALUE)
                .worstCase(UNBOUNDED, Sample.target("a", Sample.EAST, dearer))
                .nanoUsd();
    }
}
