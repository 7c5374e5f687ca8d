package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.Sample;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.Validated;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.model.Alias;
import io.breakwater.model.Feature;
import io.breakwater.model.Guardrail;
import io.breakwater.model.Guardrails;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Shares;
import io.breakwater.quota.outage.Outage;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a caller is told about a request by a dry run, which makes no call.
final class DryRunTest {
    private static final RoutedTarget A = PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget UNKNOWN = Sample.target("b", Sample.EAST, Sample.HAIKU_US);
    private static final Limits LIMITS = Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 1_000_000);

    private PlayedGateway world = new PlayedGateway(LIMITS, Sample.route(List.of(A), List.of(UNKNOWN)));

    private JsonNode told(ModelCall call) {
        return told(call, true);
    }

    private JsonNode told(ModelCall call, boolean showTargets) {
        Validated<ObjectNode> report =
                new DryRun(world.preparation, world.targets, showTargets).report(world.tenant, call, world.instant());
        return ((Validated.Valid<ObjectNode>) report).value();
    }

    /// The request has 26 input and 1,000 output tokens. The limit per minute reserves them as they
    /// are, the limit per day with the burndown of 5, and the budget as if all of the input were
    /// written to the cache.
    @Test
    void where_it_would_go_and_what_it_would_reserve_is_told_to_the_last_number() throws Exception {
        world.transport.on(A, PlayedGateway.whole(26, 10));
        world.serve(PlayedGateway.call(false, 100));
        world.health.observe(
                UNKNOWN.target(),
                new Verdict(
                        new Outcome.Throttled(Outcome.Quota.TOKENS, Optional.of(Duration.ofSeconds(40))),
                        world.instant(),
                        world.instant()));

        assertThat(Samples.json(told(PlayedGateway.call(false, 1_000)).toString()))
                .isEqualTo(Samples.json("""
                {"model": "claude-sonnet", "inputTokensEstimate": 26, "maxTokens": 1000,
                 "reservation": {"tokens": 1026, "dayTokens": 5026, "usd": "0.0150975"},
                 "candidates": [
                   {"tier": 1, "model": "anthropic.claude-sonnet-4-6", "profile": "us.anthropic.claude-sonnet-4-6",
                    "api": "converse", "target": "a/us-east-1/us.anthropic.claude-sonnet-4-6", "adapted": [],
                    "capacity": "open",
                    "requests": {"limitPerMinute": 100, "remaining": 99, "resetSeconds": 1},
                    "tokens": {"limitPerMinute": 100000, "remaining": 99924, "resetSeconds": 1}}],
                 "skipped": [
                   {"tier": 2, "profile": "us.anthropic.claude-haiku-4-5",
                    "target": "b/us-east-1/us.anthropic.claude-haiku-4-5", "reason": "resting",
                    "because": "it was throttled a moment ago", "until": "2026-11-22T12:00:40Z"}]}"""));
    }

    @Test
    void nothing_is_called_or_written_for_it() {
        told(PlayedGateway.call(false, 1_000));
        assertThat(world.transport.called).isEmpty();
        assertThat(world.tenantItems.writes + world.targetItems.writes).isZero();
    }

    @Test
    void who_may_not_see_targets_sees_none_in_it() {
        world.health.observe(
                UNKNOWN.target(),
                new Verdict(new Outcome.Misconfigured("no access"), world.instant(), world.instant()));
        JsonNode told = told(PlayedGateway.call(false, 100), false);

        assertThat(told.path("candidates")).hasSize(1);
        assertThat(told.path("skipped")).hasSize(1);
        assertThat(told.findValues("target")).isEmpty();
    }

    @Test
    void of_a_target_whose_quota_is_not_known_no_room_is_told() {
        JsonNode haiku = told(PlayedGateway.call(false, 100)).at("/candidates/1");

        assertThat(haiku.path("target").asText()).isEqualTo(UNKNOWN.target().label());
        assertThat(haiku.has("requests") || haiku.has("tokens")).isFalse();
    }

    @Test
    void a_request_that_would_be_refused_is_refused_in_a_dry_run() {
        ModelCall unknown = new ModelCall(
                new Alias("gpt-9"), false, PlayedGateway.call(false, 1).bodies(), OptionalLong.empty());
        Validated<ObjectNode> report =
                new DryRun(world.preparation, world.targets, true).report(world.tenant, unknown, world.instant());

        assertThat(report)
                .isInstanceOfSatisfying(
                        Validated.Refused.class,
                        refused -> assertThat(refused.refusal())
                                .extracting("kind")
                                .isEqualTo(Refusal.Kind.MODEL_NOT_FOUND));
    }

    @Test
    void the_guardrail_that_would_check_it_is_named() {
        Guardrail set = Sample.guardrail("set", Map.of(Sample.place(A.target()), new Guardrail.Copy("gr1", "3")));
        world = new PlayedGateway(
                Sample.tenant(LIMITS),
                Sample.route(List.of(A)),
                Shares.NONE,
                Outage.closed(),
                new Guardrails(List.of(set)));

        assertThat(told(PlayedGateway.call(false, 100)).path("guardrail").asText())
                .isEqualTo("set");
    }

    @Test
    void the_target_that_has_the_prefix_in_its_cache_is_marked() {
        RoutedTarget caching =
                PlayedGateway.sonnet(Set.of(Feature.SYSTEM, Feature.CACHING), Sample.SONNET_CARD.operations());
        world = new PlayedGateway(LIMITS, Sample.route(List.of(caching)));
        ObjectNode cached =
                Samples.json("{\"system\": [{\"text\": \"long\"}, {\"cachePoint\": {\"type\": \"default\"}}]}");
        ModelCall call = new ModelCall(Sample.SONNET, false, ConverseBody.of(cached), OptionalLong.of(100));

        assertThat(told(call).at("/candidates/0/affinity").asBoolean()).isTrue();
        assertThat(told(PlayedGateway.call(false, 100)).at("/candidates/0").has("affinity"))
                .isFalse();
    }

    @Test
    void why_it_goes_by_another_api_than_the_preferred_one_is_told() {
        world.preparation.lacks(A, ModelApi.INVOKE, world.instant());
        JsonNode sonnet = told(new ModelCall(Sample.SONNET, false, new Choosy(), OptionalLong.of(100)))
                .at("/candidates/0");

        assertThat(sonnet.path("missingApis")).extracting(JsonNode::asText).containsExactly("invoke");
        assertThat(sonnet.path("insteadOf")).isEqualTo(Samples.json("{\"openai-chat\": \"1 of 2 APIs is left\"}"));
        assertThat(told(PlayedGateway.call(false, 100)).findValue("insteadOf")).isNull();
    }

    @Test
    void what_of_it_would_be_adapted_to_the_model_is_named() {
        ConverseBody adapted = ConverseBody.of(JsonNodeFactory.instance.objectNode(), List.of("no-top-k"));
        ModelCall call = new ModelCall(Sample.SONNET, false, adapted, OptionalLong.of(100));

        assertThat(told(call).at("/candidates/0/adapted"))
                .extracting(JsonNode::asText)
                .containsExactly("no-top-k");
    }

    /// Its reply to a dry run says for how many APIs it was asked.
    private static final class Choosy implements ModelBodies {
        private static final ConverseBody BODY = ConverseBody.of(JsonNodeFactory.instance.objectNode());

        @Override
        public BodyChoice of(ModelCard model) {
            return new BodyChoice.Spoken(BODY);
        }

        @Override
        public Map<ModelApi, String> passedOver(ModelCard model) {
            return Map.of(ModelApi.OPENAI_CHAT, model.apis().size() + " of 2 APIs is left");
        }
    }
}
