package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.Sample;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ChatBody;
import io.breakwater.dialect.body.MessagesBody;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.body.ResponsesBody;
import io.breakwater.dialect.body.TranslatedBodies;
import io.breakwater.model.Feature;
import io.breakwater.model.Guardrail;
import io.breakwater.model.Guardrails;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Shares;
import io.breakwater.model.TokenUsage;
import io.breakwater.quota.outage.Outage;
import io.breakwater.routing.Availability;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A model's APIs lead to one target: they share its quota and its health.
class ModelApisTest {
    private final RoutedTarget target = everyApi();
    private final PlayedGateway world = new PlayedGateway(
            Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 1_000_000), Sample.route(List.of(target)));

    private static ModelCall messages() {
        MessagesBody body = MessagesBody.of(JsonNodeFactory.instance.objectNode());
        return new ModelCall(Sample.SONNET, false, _ -> new BodyChoice.Spoken(body), OptionalLong.of(10));
    }

    @Test
    void calls_by_any_api_count_in_the_one_ledger_of_the_target() throws InterruptedException {
        world.transport.on(target, PlayedGateway.whole(30, 4)).on(target, PlayedGateway.whole(50, 6));

        world.serve("req-1", PlayedGateway.call(false, 10));
        world.serve("req-2", messages());

        assertThat(world.transport.requests)
                .extracting(request -> request.body().operation(false))
                .containsExactly(ModelOperation.CONVERSE, ModelOperation.INVOKE);
        assertThat(world.targetStanding(target).requests().remaining()).isEqualTo(100 - 2);
        assertThat(world.targetStanding(target).tokens().remaining()).isEqualTo(100_000 - (30 + 5 * 4) - (50 + 5 * 6));
        assertThat(world.settled()).isTrue();
    }

    @Test
    void a_guardrail_that_is_set_goes_with_a_call_by_any_api() throws InterruptedException {
        Guardrail set = Sample.guardrail("set", Map.of(Sample.place(target.target()), new Guardrail.Copy("gr1", "3")));
        PlayedGateway guarded = new PlayedGateway(
                Sample.tenant(Limits.UNLIMITED),
                Sample.route(List.of(target)),
                Shares.NONE,
                Outage.closed(),
                new Guardrails(List.of(set)));
        guarded.transport.on(target, PlayedGateway.whole(30, 4)).on(target, PlayedGateway.whole(50, 6));

        guarded.serve("req-1", PlayedGateway.call(false, 10));
        guarded.serve("req-2", messages());

        assertThat(guarded.transport.requests.getFirst().body().json().at("/guardrailConfig/guardrailIdentifier"))
                .hasToString("\"gr1\"");
        assertThat(guarded.transport.requests.getLast().body().headers())
                .containsEntry("X-Amzn-Bedrock-GuardrailIdentifier", "gr1")
                .containsEntry("X-Amzn-Bedrock-GuardrailVersion", "3");
    }

    /// OpenAI's Responses report no latency, but clients of Converse read one.
    @Test
    void who_speaks_converse_is_told_how_long_a_model_took_that_was_asked_by_another_api() throws Exception {
        RoutedTarget gpt = PlayedGateway.target(
                "a",
                Sample.EAST,
                Sample.profile(
                        "us.openai.gpt-6-sol",
                        Samples.shipped("openai.gpt-6-sol"),
                        Sample.SONNET_US.geography(),
                        Sample.SONNET_US.price()));
        PlayedGateway asked = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(gpt)));
        ObjectNode response = Samples.json("{\"status\":\"completed\",\"output\":[],\"usage\":{}}");
        asked.transport.on(gpt, () -> {
            asked.pass(Duration.ofMillis(1_234));
            return new Attempted.Whole(response, TokenUsage.NONE);
        });
        ObjectNode converse = Samples.json("""
                {"messages":[{"role":"user","content":[{"text":"a"}]}],"outputConfig":{"effort":"high"}}""");

        FakeClient told = asked.serve(
                new ModelCall(Sample.SONNET, false, TranslatedBodies.ofConverse(converse), OptionalLong.of(100)));

        assertThat(Samples.json(told.text()).at("/metrics/latencyMs").asLong()).isEqualTo(1_234);
    }

    private static ModelCall chat(boolean stream) {
        ChatBody body = ChatBody.of(JsonNodeFactory.instance.objectNode(), Set.of(), List.of());
        return new ModelCall(Sample.SONNET, stream, _ -> new BodyChoice.Spoken(body), OptionalLong.of(1_000));
    }

    private static RoutedTarget everyApi() {
        return PlayedGateway.sonnet(Set.of(Feature.SYSTEM, Feature.TOOLS), EnumSet.allOf(ModelOperation.class));
    }

    private static ModelStream.Piece chunk(String json) {
        return new ModelStream.Piece.Event(new ModelEvent("chat.completion.chunk", Samples.json(json)));
    }

    private static ModelStream.Piece said() {
        return chunk("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"1234567\"}}]}");
    }

    private static ModelStream.Piece used() {
        return chunk("{\"choices\":[],\"usage\":{\"prompt_tokens\":26,\"completion_tokens\":10}}");
    }

    private static ModelStream.Piece done() {
        return new ModelStream.Piece.Event(new ModelEvent(ChatBody.DONE, JsonNodeFactory.instance.objectNode()));
    }

    /// The burndown is 5, and the input has 26 tokens.
    static Stream<Arguments> chats() {
        ModelStream.Piece broken = PlayedGateway.broken("reset");
        ModelStream.Piece end = new ModelStream.Piece.End();
        return Stream.of(
                Arguments.of("as reserved, since it may have thought unseen", List.of(said(), broken), 26 + 1_000 * 5),
                Arguments.of("as reported", List.of(said(), used(), broken), 26 + 10 * 5),
                Arguments.of("as reported", List.of(said(), used(), done(), end), 26 + 10 * 5),
                Arguments.of("as estimated", List.of(said(), done(), end), 26 + 2 * 5));
    }

    @ParameterizedTest
    @MethodSource("chats")
    void a_stream_of_openais_api_is_charged(String how, List<ModelStream.Piece> pieces, long tokens)
            throws InterruptedException {
        ModelStream stream = world.stream(Duration.ofMillis(50), pieces.toArray(ModelStream.Piece[]::new));
        world.transport.on(target, new Attempted.Opened(stream));

        world.serve("req-1", chat(true));

        assertThat(world.tenantStanding().tokensToday()).as(how).isEqualTo(tokens);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void a_gathered_answer_without_its_use_is_charged_by_an_estimate() throws InterruptedException {
        ModelStream stream = world.stream(Duration.ofMillis(50), said(), done(), new ModelStream.Piece.End());
        world.transport.on(target, new Attempted.Opened(stream));

        world.serve("req-1", chat(false));

        assertThat(world.tenantStanding().tokensToday()).isBetween(5L, 50L);
        assertThat(world.settled()).isTrue();
    }

    /// @param thoughts how many reasoning items the client sends back
    private static ModelCall goingOn(int thoughts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode input = json.putArray("input");
        for (int item = 0; item < thoughts; item++) {
            input.addObject().put("type", "reasoning").put("encrypted_content", "gAAAA");
        }
        input.addObject().put("role", "user").put("content", "and?");
        ResponsesBody body = ResponsesBody.of(json, List.of("store"), ResponsesBody.Storing.NOTHING);
        return new ModelCall(Sample.SONNET, false, _ -> new BodyChoice.Spoken(body), OptionalLong.of(20));
    }

    @Test
    void thinking_that_a_target_cannot_read_is_left_out_and_that_is_said() throws InterruptedException {
        world.transport
                .on(target, PlayedGateway.failed(new Outcome.ThoughtsSealed("could not be verified")))
                .on(target, PlayedGateway.whole(30, 4));

        FakeClient client = world.serve("req-1", goingOn(2));

        assertThat(client.reply().status()).isEqualTo(200);
        assertThat(client.header("x-breakwater-adapted")).isEqualTo("store, reasoning");
        assertThat(world.transport.requests)
                .extracting(request -> request.body().json().path("input").size())
                .containsExactly(3, 1);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void who_sends_no_thinking_or_is_refused_without_it_too_is_told_so() throws InterruptedException {
        Outcome sealed = new Outcome.ThoughtsSealed("could not be verified");
        world.transport
                .on(target, PlayedGateway.failed(sealed))
                .on(target, PlayedGateway.failed(sealed))
                .on(target, PlayedGateway.failed(sealed));

        assertThat(world.serve("req-1", goingOn(0)).reply().status()).isEqualTo(400);
        assertThat(world.serve("req-2", goingOn(1)).reply().status()).isEqualTo(400);
        assertThat(world.transport.requests).hasSize(3);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void what_one_api_shows_of_the_targets_health_holds_for_the_others() throws InterruptedException {
        world.transport.on(target, PlayedGateway.failed(new Outcome.Misconfigured("AccessDeniedException")));

        world.serve("req-1", messages());

        assertThat(world.health.availability(target.target(), world.instant())).isInstanceOf(Availability.Out.class);
    }
}
