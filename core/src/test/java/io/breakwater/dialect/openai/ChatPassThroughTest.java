package io.breakwater.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.Depth;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.body.ChatBody;
import io.breakwater.dialect.body.GatheredAnswer;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.json.ExactJson;
import io.breakwater.model.ModelApi;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Whatever a client writes to a model with OpenAI's own API arrives, and so does whatever the model
/// answers: 10,000 requests and answers in a deep build, with members that the gateway does not know.
class ChatPassThroughTest {
    private static final int REQUESTS = Depth.of(10_000);
    private static final List<String> OWN =
            List.of("model", "stream", "stream_options", "max_tokens", "max_completion_tokens");
    private static final Answered ANSWERED = new Answered("req-1", "gpt", Instant.EPOCH, ModelApi.OPENAI_CHAT, false);

    private final GeneratedChats generated = new GeneratedChats(20_261_129);

    @Test
    void no_member_of_a_request_is_lost() {
        for (int i = 0; i < REQUESTS; i++) {
            ObjectNode asked = generated.request();
            boolean stream = asked.path("stream").asBoolean();
            ObjectNode sent = body(asked).bounded(17, new TenantId("search")).addressed("us.openai.gpt-6-sol", stream);

            assertThat(sent.deepCopy().remove(OWN).toString())
                    .isEqualTo(asked.deepCopy().remove(OWN).toString());
            assertThat(sent.path("model").asText()).isEqualTo("us.openai.gpt-6-sol");
            assertThat(sent.path("max_completion_tokens").asLong()).isEqualTo(17);
            assertThat(sent.has("max_tokens")).isFalse();
            assertThat(sent.path("stream").asBoolean()).isEqualTo(stream);
            assertThat(sent.path("stream_options").path("include_usage").asBoolean())
                    .isEqualTo(stream);
            assertThat(sent.path("stream_options").get("include_obfuscation"))
                    .isEqualTo(asked.path("stream_options").get("include_obfuscation"));
        }
    }

    @Test
    void no_member_of_a_whole_answer_is_lost() {
        for (int i = 0; i < REQUESTS; i++) {
            String answered = generated.answer().toString();
            ApiReply reply = new ChatResponder(false, true, false).whole(exact(answered), ANSWERED);

            assertThat(new String(reply.body(), StandardCharsets.UTF_8)).isEqualTo(answered);
        }
    }

    @Test
    void each_event_of_a_stream_has_the_bytes_that_the_model_wrote() {
        for (int i = 0; i < REQUESTS; i++) {
            boolean asksForUse = i % 2 == 0;
            AnswerStream stream = new ChatResponder(asksForUse, false, false).stream(ANSWERED);
            for (ObjectNode event : generated.events(generated.answer())) {
                String written = event.toString().replaceFirst(":", " :  ");
                boolean use = event.path("choices").isEmpty();
                assertThat(stream.on(event(written)))
                        .isEqualTo(
                                use && !asksForUse
                                        ? List.of()
                                        : List.of(new Frame.ServerSent(Optional.empty(), written)));
            }
            assertThat(stream.on(done())).isEmpty();
            assertThat(stream.end()).containsExactly(new Frame.ServerSent(Optional.empty(), "[DONE]"));
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
            assertThat(gathered.whole()).isFalse();
            gathered.add(done());

            assertThat(gathered.whole()).isTrue();
            assertThat(gathered.defect()).isEmpty();
            assertThat(gathered.answer()).isEqualTo(exact(answer.toString()));
            assertThat(used).containsExactly(body.usage(answer));
        }
    }

    private static ModelBody body(ObjectNode asked) {
        return PassedChatTest.body(asked.toString(), PassedChatTest.GPT);
    }

    private static ModelEvent done() {
        return new ModelEvent(ChatBody.DONE, exact("{}"), Optional.of("[DONE]"));
    }

    private static ModelEvent event(String written) {
        ObjectNode payload = exact(written);
        return new ModelEvent(payload.path("object").asText(), payload, Optional.of(written));
    }

    private static ObjectNode exact(String text) {
        try {
            return (ObjectNode) ExactJson.mapper().readTree(text);
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException("the test's own JSON is invalid", invalid);
        }
    }
}
