package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.Sample;
import io.breakwater.call.TokenCounter.InputCount;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Validated;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.body.MessagesBody;
import io.breakwater.model.Feature;
import io.breakwater.model.Geography;
import io.breakwater.model.Limits;
import io.breakwater.model.ModelCard;
import io.breakwater.model.Profile;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which model or estimate says how many tokens a request has, and after how many calls.
final class TokenCounterTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final RoutedTarget COUNTING = PlayedGateway.target("a", Sample.EAST, profile(Feature.COUNT_TOKENS));
    private static final RoutedTarget OTHER = PlayedGateway.target("b", Sample.WEST, profile(Feature.COUNT_TOKENS));
    private static final RoutedTarget ESTIMATED = PlayedGateway.target("a", Sample.EAST, Sample.HAIKU_US);

    private static Profile profile(Feature feature) {
        ModelCard known = Sample.SONNET_CARD;
        ModelCard card = new ModelCard(known.id(), known.name(), 200_000, 64_000, 5, Set.of(Feature.SYSTEM, feature));
        return Sample.profile("us.anthropic.claude-sonnet-4-6", card, Geography.US, Sample.SONNET_US.price());
    }

    private static Attempted says(long tokens) {
        return new Attempted.Whole(JSON.objectNode().put("inputTokens", tokens), TokenUsage.NONE);
    }

    private static InputCount count(PlayedGateway world, ModelCall call) {
        Validated<InputCount> counted = world.counter.count(world.tenant, call, world.instant());
        assertThat(counted).isInstanceOf(Validated.Valid.class);
        return ((Validated.Valid<InputCount>) counted).value();
    }

    private static PlayedGateway world(RoutedTarget... targets) {
        return new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(targets)));
    }

    @Test
    void bedrock_counts_by_one_call_for_which_nobody_waits_long_and_nothing_is_held() {
        PlayedGateway world = world(COUNTING, OTHER);
        world.transport.counts(says(17));

        assertThat(count(world, PlayedGateway.call(false, 100))).isEqualTo(new InputCount(17, "bedrock"));
        assertThat(world.transport.called).hasSize(1);
        assertThat(world.transport.countedWithin.getFirst().answer().length())
                .isLessThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(world.tenantItems.writes).isZero();
        assertThat(world.targetItems.writes).isZero();
        assertThat(world.health.observed).isEmpty();
    }

    static List<Attempted> uncounted() {
        return List.of(
                PlayedGateway.failed(new Outcome.Throttled(Outcome.Quota.REQUESTS)),
                PlayedGateway.failed(new Outcome.BadCredentials("expired", true)),
                PlayedGateway.failed(new Outcome.Misconfigured("not authorized to perform: bedrock:CountTokens")),
                PlayedGateway.failed(new Outcome.Rejected("The provided model doesn't support counting tokens.")),
                PlayedGateway.failed(new Outcome.ServerFault()),
                new Attempted.Whole(JSON.objectNode().put("inputTokens", "many"), TokenUsage.NONE),
                new Attempted.Whole(JSON.objectNode(), TokenUsage.NONE));
    }

    @ParameterizedTest
    @MethodSource("uncounted")
    void whatever_comes_of_the_call_else_the_estimate_is_told_and_nobody_is_asked_again(Attempted told) {
        PlayedGateway world = world(COUNTING, OTHER);
        world.transport.counts(told);

        assertThat(count(world, PlayedGateway.call(false, 100)))
                .isEqualTo(new InputCount(PlayedGateway.INPUT_TOKENS, "estimate"));
        assertThat(world.transport.called).hasSize(1);
        assertThat(world.transport.renewed).isEmpty();
        assertThat(world.health.observed).isEmpty();
    }

    @Test
    void a_model_that_bedrock_counts_nothing_of_is_estimated_without_a_call_whoever_else_has_counts() {
        PlayedGateway world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(ESTIMATED), List.of(COUNTING)));

        assertThat(count(world, PlayedGateway.call(false, 100)))
                .isEqualTo(new InputCount(PlayedGateway.INPUT_TOKENS, "estimate"));
        assertThat(world.transport.called).isEmpty();
    }

    @Test
    void of_a_converse_request_is_counted_what_count_tokens_takes() {
        PlayedGateway world = world(COUNTING);
        world.transport.counts(says(3));
        ObjectNode json = JSON.objectNode();
        json.putArray("messages")
                .addObject()
                .put("role", "user")
                .putArray("content")
                .addObject()
                .put("text", "hi");
        json.putObject("inferenceConfig").put("temperature", 1);
        json.putObject("requestMetadata").put("a", "b");
        count(world, new ModelCall(Sample.SONNET, false, ConverseBody.of(json), OptionalLong.empty()));

        assertThat(world.transport.counted.getFirst())
                .hasToString("{\"converse\":{\"messages\":" + json.path("messages") + "}}");
    }

    @Test
    void of_anthropics_messages_is_counted_what_would_be_invoked() throws Exception {
        PlayedGateway world = world(COUNTING);
        world.transport.counts(says(3));
        ObjectNode json = JSON.objectNode().put(MessagesBody.VERSION, MessagesBody.BEDROCKS_VERSION);
        MessagesBody body = MessagesBody.of(json).asAnthropics();
        count(world, new ModelCall(Sample.SONNET, false, _ -> new BodyChoice.Spoken(body), OptionalLong.of(5)));

        assertThat(world.transport.counted.getFirst().at("/invokeModel/body").binaryValue())
                .asString()
                .isEqualTo("{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":5}");
    }
}
