package io.breakwater.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.Depth;
import io.breakwater.Sample;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.GatheredAnswer;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.json.ExactJson;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Whatever a client writes to Claude arrives, and so does whatever Claude answers, by both APIs:
/// 10,000 requests and answers of each in a deep build and fewer in others, with members that the
/// gateway does not know.
class MessagesPassThroughTest {
    private static final int REQUESTS = Depth.of(10_000);
    private static final List<String> OWN =
            List.of("model", "stream", "max_tokens", "anthropic_version", "anthropic_beta");

    private final GeneratedMessages generated = new GeneratedMessages(20_261_129);
    private final AnthropicDialect dialect = new AnthropicDialect(Samples.GATE);

    @Test
    void no_member_of_a_request_is_lost() {
        for (int i = 0; i < REQUESTS; i++) {
            ObjectNode asked = generated.request();
            ObjectNode sent = body(asked).bounded(17, new TenantId("search")).json();

            assertThat(names(sent.deepCopy().remove(OWN)))
                    .isEqualTo(names(asked.deepCopy().remove(OWN)));
            assertThat(sent.deepCopy().remove(OWN).toString())
                    .isEqualTo(asked.deepCopy().remove(OWN).toString());
            assertThat(sent.path("max_tokens").asLong()).isEqualTo(17);
            assertThat(sent.path("anthropic_version").asText()).isEqualTo("bedrock-2023-05-31");
            assertThat(sent.has("model")).isFalse();
            assertThat(sent.has("stream")).isFalse();
            assertThat(sent.get("anthropic_beta")).isEqualTo(asked.get("anthropic_beta"));
        }
    }

    @Test
    void no_member_of_a_request_by_anthropics_own_api_is_lost() {
        for (int i = 0; i < REQUESTS; i++) {
            ObjectNode asked = generated.request();
            boolean stream = asked.path("stream").asBoolean();
            ModelBody body = body(asked, MessagesApisTest.OPUS).bounded(17, new TenantId("search"));
            ObjectNode sent = body.addressed("us.anthropic.claude-opus-5", stream);

            assertThat(body.operation(stream).api()).isEqualTo(ModelApi.ANTHROPIC_MESSAGES);
            assertThat(sent.deepCopy().remove(OWN).toString())
                    .isEqualTo(asked.deepCopy().remove(OWN).toString());
            assertThat(sent.path("max_tokens").asLong()).isEqualTo(17);
            assertThat(sent.path("model").asText()).isEqualTo("us.anthropic.claude-opus-5");
            assertThat(sent.path("stream").asBoolean()).isEqualTo(stream);
            assertThat(sent.has("anthropic_version") || sent.has("anthropic_beta"))
                    .isFalse();
            assertThat(body.headers().get("anthropic-version")).isEqualTo("2023-06-01");
            assertThat(body.headers().getOrDefault("anthropic-beta", ""))
                    .isEqualTo(asked.path("anthropic_beta")
                            .valueStream()
                            .map(JsonNode::asText)
                            .collect(Collectors.joining(",")));
        }
    }

    @Test
    void no_member_of_a_whole_answer_is_lost() throws JsonProcessingException {
        Responder responder = MessagesResponder.INSTANCE;
        for (int i = 0; i < REQUESTS; i++) {
            String answered = generated.answer().toString();
            ObjectNode read = (ObjectNode) ExactJson.mapper().readTree(answered);
            ApiReply reply = responder.whole(read, answered(i));

            assertThat(new String(reply.body(), StandardCharsets.UTF_8)).isEqualTo(answered);
        }
    }

    @Test
    void each_event_of_a_stream_has_the_bytes_that_claude_wrote() {
        for (int i = 0; i < REQUESTS; i++) {
            AnswerStream stream = MessagesResponder.INSTANCE.stream(answered(i));
            for (ObjectNode event : generated.events(generated.answer())) {
                String written = event.toString().replaceFirst(":", " :  ");
                assertThat(stream.on(event(written)))
                        .containsExactly(new Frame.ServerSent(
                                Optional.of(event.path("type").asText()), written));
            }
            assertThat(stream.end()).isEmpty();
        }
    }

    @Test
    void a_gathered_stream_is_the_whole_answer_and_says_what_it_used() {
        ModelBody body = body(generated.request());
        for (int i = 0; i < REQUESTS; i++) {
            ObjectNode answer = generated.answer();
            GatheredAnswer gathered = body.gathering();
            Function<ModelEvent, Optional<TokenUsage>> usage = body.streamUsage();
            List<TokenUsage> used = new ArrayList<>();
            for (ObjectNode event : generated.events(answer)) {
                ModelEvent came = event(event.toString());
                gathered.add(came);
                usage.apply(came).ifPresent(used::add);
            }

            assertThat(gathered.whole()).isTrue();
            assertThat(gathered.defect()).isEmpty();
            assertThat(gathered.answer()).isEqualTo(exact(answer.toString()));
            assertThat(used.getLast()).isEqualTo(body.usage(answer));
        }
    }

    /// An answer by one of the two APIs in turn.
    private static Answered answered(int call) {
        ModelApi api = call % 2 == 0 ? ModelApi.INVOKE : ModelApi.ANTHROPIC_MESSAGES;
        return new Answered("req-1", "claude", Instant.EPOCH, api, false);
    }

    private ModelBody body(ObjectNode asked) {
        return body(asked, Sample.SONNET_CARD);
    }

    private ModelBody body(ObjectNode asked, ModelCard model) {
        byte[] bytes = asked.toString().getBytes(StandardCharsets.UTF_8);
        Decoded decoded = dialect.decode(new ApiRequest(
                "POST",
                "/v1/messages",
                Map.of("content-type", "application/json", "anthropic-version", "2023-06-01"),
                bytes));
        return switch (Samples.call(decoded).bodies().of(model)) {
            case BodyChoice.Spoken(ModelBody body) -> body;
            case BodyChoice.NotSpoken(String why, var _) -> throw new AssertionError(why);
        };
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static ModelEvent event(String written) {
        ObjectNode payload = exact(written);
        return new ModelEvent(payload.path("type").asText(), payload, Optional.of(written));
    }

    private static ObjectNode exact(String text) {
        try {
            return (ObjectNode) ExactJson.mapper().readTree(text);
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException("the test's own JSON is invalid", invalid);
        }
    }
}
