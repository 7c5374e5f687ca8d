package io.breakwater.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.Depth;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.SealedIds;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.GatheredAnswer;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.json.ExactJson;
import io.breakwater.model.Alias;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.RequestPart;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a client writes to a model that has OpenAI's Responses arrives, and so does whatever the
/// model answers: 10,000 requests and answers in a deep build, with members that the gateway does not
/// know.
class ResponsesPassThroughTest {
    private static final int EACH = 10_000;
    private static final List<String> OWN = List.of("model", "stream", "max_output_tokens", "store", "include");
    private static final ModelCard GPT = Samples.shipped("openai.gpt-6-sol");

    private final GeneratedResponses generated = new GeneratedResponses(20_261_129);
    private final ResponsesDialect dialect = new ResponsesDialect(Samples.GATE);

    @Test
    void no_member_of_a_request_is_lost() {
        for (int i = 0; i < Depth.of(EACH); i++) {
            ObjectNode asked = generated.request();
            boolean stream = asked.path("stream").asBoolean();
            ObjectNode sent = body(asked).bounded(17, new TenantId("search")).addressed("us.gpt", stream);

            assertThat(sent.deepCopy().remove(OWN).toString())
                    .isEqualTo(asked.deepCopy().remove(OWN).toString());
            assertThat(sent.path("model").asText()).isEqualTo("us.gpt");
            assertThat(sent.path("max_output_tokens").asLong()).isEqualTo(17);
            assertThat(sent.path("store").asBoolean(true)).isFalse();
            assertThat(sent.path("include").toString())
                    .isEqualTo(
                            asked.path("store").asBoolean(true)
                                    ? "[\"reasoning.encrypted_content\"]"
                                    : asked.path("include").toString());
            assertThat(body(asked).adapted()).isEqualTo(asked.path("store").asBoolean() ? List.of("store") : List.of());
            assertThat(sent.path("stream").asBoolean()).isEqualTo(stream);
        }
    }

    @Test
    void no_member_of_a_whole_answer_is_lost() throws JsonProcessingException {
        Responder responder = responder();
        for (int i = 0; i < Depth.of(EACH); i++) {
            String written = generated.answer().toString();
            ObjectNode read = (ObjectNode) ExactJson.mapper().readTree(written);

            assertThat(new String(responder.whole(read, answered(false)).body(), StandardCharsets.UTF_8))
                    .isEqualTo(written);
        }
    }

    @Test
    void each_event_of_a_stream_has_the_bytes_that_the_model_wrote() {
        Responder responder = responder();
        for (int i = 0; i < Depth.of(EACH); i++) {
            AnswerStream stream = responder.stream(answered(false));
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
    void what_closes_a_stream_of_a_response_that_is_stored_passes_as_it_came() {
        StoredAnswer stored = new StoredAnswer(SealedIds.of("secret"), new Alias("gpt"), "a/us-east-1/gpt", 1);
        AnswerStream stream = new PassedResponseStream(
                new ResponseObject(Samples.json("{}"), answered(false)), Optional.of(stored), told -> told);
        ModelEvent done = new ModelEvent("[DONE]", Samples.json("{}"), Optional.of("[DONE]"));

        assertThat(stream.on(done)).containsExactly(new Frame.ServerSent(Optional.empty(), "[DONE]"));
    }

    @Test
    void a_stored_response_is_told_in_the_name_of_its_alias_where_that_stands_for_the_model() {
        SealedIds ids = SealedIds.of("secret");
        String id = ids.seal(new SealedIds.StoredAt(new Alias("gpt"), "a/us-east-1/gpt", 1, "resp_1"));
        StoredResponder responder = StoredResponder.of(ids, id).orElseThrow();
        ObjectNode response = Samples.json("{\"id\":\"resp_1\",\"model\":\"us.openai.gpt-6-sol\"}");
        ObjectNode deleted = Samples.json("{\"id\":\"resp_1\",\"deleted\":true}");

        assertThat(Samples.json(responder.whole(response, answered(true)))
                        .path("model")
                        .asText())
                .isEqualTo(answered(true).model());
        assertThat(Samples.json(responder.whole(deleted, answered(true))).has("model"))
                .isFalse();
    }

    @Test
    void a_gathered_stream_is_the_whole_answer_and_says_what_it_used() {
        ModelBody body = body(generated.request());
        for (int i = 0; i < Depth.of(EACH); i++) {
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
            assertThat(gathered.answer().toString()).isEqualTo(answer.toString());
            assertThat(used).containsExactly(body.usage(answer));
            assertThat(body.endedAtBound(answer)).isEqualTo(answer.has("incomplete_details"));
            assertThat(used.getFirst().total())
                    .isEqualTo(answer.at("/usage/input_tokens").asLong()
                            + answer.at("/usage/output_tokens").asLong());
        }
    }

    @Test
    void a_stream_is_whole_only_with_one_of_its_last_events() {
        ObjectNode answer = generated.answer();
        List<ObjectNode> events = generated.events(answer);
        GatheredAnswer cut = body(generated.request()).gathering();
        events.subList(0, events.size() - 1).forEach(event -> cut.add(event(event.toString())));

        assertThat(cut.whole()).isFalse();
        assertThat(cut.broken()).contains("response.completed");
    }

    @Test
    void only_what_opens_an_answer_is_no_content() {
        ModelBody body = body(generated.request());
        assertThat(body.isContent(event("{\"type\":\"response.created\"}"))).isFalse();
        assertThat(body.isContent(event("{\"type\":\"response.output_item.added\"}")))
                .isFalse();
        assertThat(body.isContent(event("{\"type\":\"response.output_text.delta\",\"delta\":\"ü\"}")))
                .isTrue();
        assertThat(body.textBytes(event("{\"type\":\"response.output_text.delta\",\"delta\":\"ü\"}")))
                .isEqualTo(2);
    }

    @Test
    void an_alias_stands_in_every_event_that_names_a_model_where_it_is_asked_for() {
        AnswerStream stream = responder().stream(answered(true));
        for (ObjectNode event : generated.events(generated.answer())) {
            Frame.ServerSent sent =
                    (Frame.ServerSent) stream.on(event(event.toString())).getFirst();
            JsonNode response = Samples.json(sent.data()).path("response");
            assertThat(response.path("model").asText("gpt")).isEqualTo("gpt");
        }
    }

    @Test
    void a_stream_that_breaks_ends_as_what_was_told_failed() {
        AnswerStream stream = responder().stream(answered(false));
        ObjectNode answer = generated.answer();
        generated.events(answer).subList(0, 2).forEach(event -> stream.on(event(event.toString())));
        List<Frame> frames = stream.broken(Samples.refusal("UpstreamFailed"));
        JsonNode failed = Samples.json(((Frame.ServerSent) frames.getFirst()).data());

        assertThat(failed.at("/response/id").asText())
                .isEqualTo(answer.path("id").asText());
        assertThat(failed.at("/response/status").asText()).isEqualTo("failed");
        assertThat(failed.path("sequence_number").asInt()).isEqualTo(2);
    }

    @Test
    void what_claude_thought_is_not_shown_to_another_model() {
        ModelBody body =
                body(Samples.json("""
                    {"model":"gpt","input":[{"role":"user","content":"a"},
                     {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"%s"},
                     {"type":"reasoning","id":"rs_2","summary":[],"encrypted_content":"gAAAA"}]}\
                    """.formatted(Thought.sealed("hm", "sig").orElseThrow())));

        assertThat(body.json().path("input")).hasSize(2);
        assertThat(body.json().at("/input/1/encrypted_content").asText()).isEqualTo("gAAAA");
        assertThat(body.adapted()).containsExactly("reasoning");
    }

    @Test
    void thoughts_that_only_a_keeper_of_items_could_read_are_left_out() {
        ModelBody body = body(Samples.json("""
            {"model":"gpt","input":[{"role":"user","content":"a"},{"type":"reasoning","id":"rs_1","summary":[]}]}\
            """));

        assertThat(body.json().path("input")).hasSize(1);
        assertThat(body.adapted()).containsExactly("reasoning");
    }

    @Test
    void what_gpt_refuses_is_taken_out_where_that_is_harmless_and_named() {
        ModelBody body = body(Samples.json("""
            {"model":"gpt","input":"a","temperature":0.2,"top_p":1,"service_tier":"flex"}\
            """));

        assertThat(body.operation(false)).isEqualTo(ModelOperation.OPENAI_RESPONSES);
        assertThat(body.json().propertyStream().map(Map.Entry::getKey))
                .doesNotContain("temperature", "top_p", "service_tier");
        assertThat(body.adapted()).containsExactly("temperature", "service_tier");
        ModelBody thoughtless = body(Samples.json("""
            {"model":"gpt","input":"a","temperature":0.2,"reasoning":{"effort":"none"}}\
            """));
        assertThat(thoughtless.json().path("temperature").asDouble()).isEqualTo(0.2);
    }

    @Test
    void words_of_other_vendors_are_translated() {
        Decoded decoded =
                dialect.decode(Samples.post("/v1/responses", "{\"model\":\"gpt\",\"input\":\"a\",\"top_k\":5}"));
        assertThat(Samples.call(decoded).bodies().of(GPT))
                .isInstanceOfSatisfying(
                        BodyChoice.Spoken.class,
                        spoken -> assertThat(spoken.body().answersIn()).isEqualTo(ModelApi.CONVERSE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"input_image\",\"image_url\":\"s3://bucket/key\"}",
                "{\"type\":\"input_image\",\"image_url\":\"https://example.com/a.png\"}",
                "{\"type\":\"input_image\",\"file_id\":\"file-1\"}",
                "{\"type\":\"input_file\",\"file_url\":\"https://example.com/a.pdf\"}"
            })
    void what_lies_elsewhere_is_read_by_nobody(String part) {
        for (String item : List.of(
                "{\"role\":\"user\",\"content\":[%s]}",
                "{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":[%s]}")) {
            Decoded decoded = dialect.decode(Samples.post(
                    "/v1/responses", "{\"model\":\"gpt\",\"input\":[%s]}".formatted(item.formatted(part))));
            assertThat(decoded).isInstanceOf(Decoded.Refused.class);
        }
    }

    /// The path of a refused member is searched for in what the client wrote, whatever that looks like.
    @Test
    @Timeout(20)
    void names_that_look_unlike_paths_are_refused_as_others_are() {
        ModelCard claude = Samples.ABLE;
        for (String name : List.of("x.", ".x", "..", "[", "x[0", "]", ".")) {
            for (String member : List.of(
                    "\"reasoning\":{\"%s\":1}",
                    "\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"a\",\"schema\":{},\"%s\":1}}",
                    "\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"parameters\":{},\"%s\":1}]")) {
                Decoded decoded = dialect.decode(Samples.post(
                        "/v1/responses",
                        "{\"model\":\"claude\",\"input\":\"a\",%s}".formatted(member.formatted(name))));
                assertThat(Samples.call(decoded).bodies().of(claude)).isNotNull();
            }
        }
    }

    @Test
    void where_a_guardrail_checks_the_model_is_asked_by_converse() {
        Decoded decoded = dialect.decode(Samples.post("/v1/responses", "{\"model\":\"gpt\",\"input\":\"a\",\"x\":1}"));
        assertThat(Samples.call(decoded).guarded().bodies().of(GPT))
                .isEqualTo(new BodyChoice.NotSpoken(
                        "x is not supported; leave it out", Optional.of(RequestPart.member("x"))));
        Decoded plain = dialect.decode(Samples.post("/v1/responses", "{\"model\":\"gpt\",\"input\":\"a\"}"));
        assertThat(Samples.call(plain).guarded().bodies().of(GPT))
                .isInstanceOfSatisfying(
                        BodyChoice.Spoken.class,
                        spoken -> assertThat(spoken.body().operation(false)).isEqualTo(ModelOperation.CONVERSE));
    }

    @Test
    void the_estimate_has_texts_files_and_tools() {
        String request = "{\"model\":\"gpt\",\"input\":%s}";
        long few = estimate(request.formatted("\"hello\""));
        assertThat(few).isEqualTo(6);
        assertThat(estimate(request.formatted("[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\"}]}]")))
                .isBetween(1_600L, 1_700L);
        assertThat(estimate(request.formatted("\"hello\",\"tools\":[{\"type\":\"function\",\"name\":\"f\"}]")))
                .isGreaterThan(few);
    }

    private long estimate(String request) {
        return body(Samples.json(request)).inputTokens();
    }

    private Responder responder() {
        return Samples.responder(dialect.decode(Samples.post("/v1/responses", "{\"model\":\"gpt\",\"input\":\"a\"}")));
    }

    private static Answered answered(boolean aliased) {
        return new Answered("req-1", "gpt", Instant.EPOCH, ModelApi.OPENAI_RESPONSES, aliased);
    }

    private ModelBody body(ObjectNode asked) {
        Decoded decoded = dialect.decode(Samples.post("/v1/responses", asked.toString()));
        return switch (Samples.call(decoded).bodies().of(GPT)) {
            case BodyChoice.Spoken(ModelBody body) -> body;
            case BodyChoice.NotSpoken(String why, var _) -> throw new AssertionError(why);
        };
    }

    private static ModelEvent event(String written) {
        try {
            ObjectNode payload = (ObjectNode) ExactJson.mapper().readTree(written);
            return new ModelEvent(payload.path("type").asText(), payload, Optional.of(written));
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException("the test's own JSON is invalid", invalid);
        }
    }
}
