package io.breakwater.dialect.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.ReplyHeaders;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.model.Feature;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BedrockDialectTest {
    private static final String PATH = "/model/claude-sonnet/converse";
    private static final String HELLO = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hello\"}]}]}";

    private final BedrockDialect dialect = new BedrockDialect(Samples.GATE);

    private Decoded decode(String body) {
        return dialect.decode(Samples.post(PATH, body));
    }

    @Test
    void a_plain_call_is_the_canonical_form_already() {
        ModelCall call = Samples.call(decode(HELLO));
        assertThat(call.alias()).hasToString("claude-sonnet");
        assertThat(call.stream()).isFalse();
        assertThat(call.maxTokens()).isEmpty();
        assertThat(Samples.body(call).needs()).isEmpty();
        assertThat(Samples.json(call)).hasToString(HELLO);
    }

    @Test
    void the_path_tells_whether_to_stream() {
        assertThat(Samples.call(dialect.decode(Samples.post(PATH + "-stream", HELLO))).stream())
                .isTrue();
    }

    @Test
    void content_passes_untouched_even_if_its_kind_is_unknown() {
        String body = """
            {"messages":[{"role":"user","content":[{"text":"a"},{"hologram":{"x":[1.00,{"y":null}]}},\
            {"image":{"format":"png","source":{"bytes":"AAAA"}}},{"cachePoint":{"type":"default","ttl":"1h"}}]}],\
            "system":[{"text":"s"},{"novelty":{}}],"toolConfig":{"tools":[{"toolSpec":{"name":"t",\
            "inputSchema":{"json":{"type":"object"}}}}],"toolChoice":{"auto":{}}},\
            "additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":1024},\
            "anthropic_beta":["x"]},"additionalModelResponseFieldPaths":["/stop_sequence"],\
            "outputConfig":{"effort":"low"},"inferenceConfig":{"temperature":1.00,"topP":1,\
            "stopSequences":["END"]}}\
            """;
        ModelCall call = Samples.call(decode(body));
        assertThat(Samples.json(call)).hasToString(body);
        assertThat(Samples.body(call).needs())
                .isEqualTo(Set.of(
                        Feature.SYSTEM,
                        Feature.TOOLS,
                        Feature.IMAGES,
                        Feature.CACHING,
                        Feature.LONG_CACHING,
                        Feature.THINKING,
                        Feature.EFFORT,
                        Feature.TEMPERATURE,
                        Feature.TEMPERATURE_WITH_TOP_P,
                        Feature.STOP_SEQUENCES));
    }

    @Test
    void the_clients_own_bound_is_taken_out_of_the_body() {
        ModelCall call = Samples.call(
                decode(HELLO.replace("{\"messages", "{\"inferenceConfig\":{\"maxTokens\":7,\"topP\":1},\"messages")));
        assertThat(call.maxTokens()).hasValue(7);
        assertThat(Samples.json(call).path("inferenceConfig")).hasToString("{\"topP\":1}");
        ModelCall only =
                Samples.call(decode(HELLO.replace("{\"messages", "{\"inferenceConfig\":{\"maxTokens\":7},\"messages")));
        assertThat(Samples.json(only)).hasToString(HELLO);
    }

    @Test
    void a_member_that_is_null_is_as_good_as_absent() {
        String members = "\"toolConfig\":null,\"inferenceConfig\":null,\"guardrailConfig\":null,";
        ModelCall call = Samples.call(decode(HELLO.replace("\"messages", members + "\"messages")));
        assertThat(Samples.json(call)).hasToString(HELLO);
        assertThat(Samples.body(call).needs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anthropic.claude-sonnet-4-5-20250929-v1:0",
                "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-6",
                "Claude",
                "a b",
                "../x",
                "x\r\ny: z"
            })
    void a_raw_model_id_or_arn_is_no_model(String model) {
        Refusal refusal = Samples.refusal(dialect.decode(Samples.post("/model/" + model + "/converse", HELLO)));
        assertThat(refusal).extracting(Refusal::kind).isEqualTo(Refusal.Kind.MODEL_NOT_FOUND);
        assertThat(refusal.message()).contains(Refusal.quoted(model)).doesNotContain("\r");
        assertThat(refusal.reason()).doesNotContain(model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/model//converse", "/model/x/dream", "/model/x/converse/y", "/v1/model/x/converse"})
    void another_path_is_no_route(String path) {
        assertThat(Samples.refusal(dialect.decode(Samples.post(path, HELLO))))
                .extracting(Refusal::kind)
                .isEqualTo(Refusal.Kind.ROUTE_NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                                                             | messages
        {"messages":null}                                                              | messages
        {"messages":[]}                                                                | messages
        {"messages":{}}                                                                | messages
        {"messages":["x"]}                                                             | messages[0]
        {"messages":[{"content":[{"text":"a"}]}]}                                      | messages[0].role
        {"messages":[{"role":"developer","content":[{"text":"a"}]}]}                   | messages[0].role
        {"messages":[{"role":1,"content":[{"text":"a"}]}]}                             | messages[0].role
        {"messages":[{"role":"user"}]}                                                 | messages[0].content
        {"messages":[{"role":"assistant","content":[]}]}                               | messages
        {"messages":[{"role":"user","content":"a"}]}                                   | messages[0].content
        {"messages":[{"role":"user","content":[{"text":"a"},7]}]}                      | messages[0].content[1]
        {"messages":[{"role":"user","content":[{"image":{"source":{"s3Location":{"uri":"s3://x"}}}}]}]} | messages[0].content[0].image.source.s3Location
        {"messages":[{"role":"user","content":[{"toolResult":{"content":[{"video":{"source":{"s3Location":{}}}}]}}]}]} | messages[0].content[0].toolResult.content[0].video.source.s3Location
        """)
    void what_is_wrong_with_the_messages_is_named(String body, String field) {
        assertInvalid(decode(body), field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "system":"x"                                          | system
        "system":["x"]                                        | system[0]
        "inferenceConfig":[]                                  | inferenceConfig
        "inferenceConfig":{"topK":1}                          | inferenceConfig.topK
        "inferenceConfig":{"maxTokens":0}                     | inferenceConfig.maxTokens
        "inferenceConfig":{"maxTokens":-1}                    | inferenceConfig.maxTokens
        "inferenceConfig":{"maxTokens":1.5}                   | inferenceConfig.maxTokens
        "inferenceConfig":{"maxTokens":"9"}                   | inferenceConfig.maxTokens
        "inferenceConfig":{"maxTokens":10000001}              | inferenceConfig.maxTokens
        "inferenceConfig":{"maxTokens":99999999999999999999}  | inferenceConfig.maxTokens
        "inferenceConfig":{"temperature":1.01}                | inferenceConfig.temperature
        "inferenceConfig":{"temperature":-0.01}               | inferenceConfig.temperature
        "inferenceConfig":{"temperature":"hot"}               | inferenceConfig.temperature
        "inferenceConfig":{"topP":2}                          | inferenceConfig.topP
        "inferenceConfig":{"stopSequences":"x"}               | inferenceConfig.stopSequences
        "inferenceConfig":{"stopSequences":[""]}              | inferenceConfig.stopSequences[0]
        "inferenceConfig":{"stopSequences":[1]}               | inferenceConfig.stopSequences[0]
        "toolConfig":[]                                       | toolConfig
        "toolConfig":{}                                       | toolConfig.tools
        "toolConfig":{"tools":[]}                             | toolConfig.tools
        "toolConfig":{"tools":[1]}                            | toolConfig.tools[0]
        "toolConfig":{"tools":[{}],"toolChoice":"auto"}       | toolConfig.toolChoice
        "outputConfig":1                                      | outputConfig
        "additionalModelRequestFields":1                      | additionalModelRequestFields
        "additionalModelRequestFields":{"model":"x"}          | additionalModelRequestFields.model
        "additionalModelRequestFields":{"max_tokens":9}       | additionalModelRequestFields.max_tokens
        "additionalModelRequestFields":{"stream":true}        | additionalModelRequestFields.stream
        "additionalModelRequestFields":{"messages":[]}        | additionalModelRequestFields.messages
        "additionalModelRequestFields":{"service_tier":"x"}   | additionalModelRequestFields.service_tier
        "additionalModelRequestFields":{"mcp_servers":[]}     | additionalModelRequestFields.mcp_servers
        "additionalModelRequestFields":{"inferenceConfig":{"max_new_tokens":9}} | additionalModelRequestFields.inferenceConfig.max_new_tokens
        "additionalModelRequestFields":{"thinking":true}      | additionalModelRequestFields.thinking
        "additionalModelRequestFields":{"anthropic_beta":"x"} | additionalModelRequestFields.anthropic_beta
        "additionalModelResponseFieldPaths":{}                | additionalModelResponseFieldPaths
        "additionalModelResponseFieldPaths":[1,1]             | additionalModelResponseFieldPaths[0]
        "additionalModelResponseFieldPaths":["1","2","3","4","5","6","7","8","9","10","11"] | additionalModelResponseFieldPaths
        "guardrailConfig":[]                                  | guardrailConfig
        "guardrailConfig":{}                                  | guardrailConfig.guardrailIdentifier
        "guardrailConfig":{"guardrailIdentifier":"a","trace":"loud"} | guardrailConfig.trace
        "guardrailConfig":{"guardrailIdentifier":"a","streamProcessingMode":"x"} | guardrailConfig.streamProcessingMode
        "guardrailConfig":{"guardrailIdentifier":"a","novelty":1} | guardrailConfig.novelty
        "requestMetadata":[]                                  | requestMetadata
        "requestMetadata":{"k":1}                             | requestMetadata.k
        "requestMetadata":{"k":"a;b"}                         | requestMetadata.k
        "requestMetadata":{"":"v"}                            | requestMetadata
        "serviceTier":{"type":"priority"}                     | serviceTier
        "serviceTier":"default"                               | serviceTier
        "performanceConfig":{"latency":"optimized"}           | performanceConfig
        "promptVariables":{"a":{"text":"b"}}                  | promptVariables
        "projectIdentifier":"other"                           | projectIdentifier
        "projectIdentifier":{}                                | projectIdentifier
        "max_tokens":9                                        | max_tokens
        "stream":true                                         | stream
        "modelId":"x"                                         | modelId
        "novelty":1                                           | novelty
        """)
    void what_is_wrong_beside_the_messages_is_named(String member, String field) {
        assertInvalid(decode(HELLO.replace("{\"messages", "{" + member + ",\"messages")), field);
    }

    private void assertInvalid(Decoded decoded, String field) {
        Refusal refusal = Samples.refusal(decoded);
        assertThat(refusal).extracting(Refusal::kind).isEqualTo(Refusal.Kind.INVALID_REQUEST);
        assertThat(refusal.about()).contains(field);
        ApiReply reply = dialect.refuse(refusal, "id");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(Samples.json(reply).path("message").asText()).startsWith(field);
    }

    @ParameterizedTest
    @CsvSource({
        "InvalidRequest,400,ValidationException,validationException",
        "ContextTooLong,400,ValidationException,validationException",
        "Unauthenticated,403,AccessDeniedException,validationException",
        "Suspended,403,AccessDeniedException,validationException",
        "ModelNotFound,404,ResourceNotFoundException,validationException",
        "ModelNotAllowed,403,AccessDeniedException,validationException",
        "RouteNotFound,404,UnknownOperationException,validationException",
        "MethodNotAllowed,405,UnknownOperationException,validationException",
        "BodyTooLarge,413,ValidationException,validationException",
        "UnsupportedMedia,415,UnsupportedMediaTypeException,validationException",
        "RateLimited,429,ThrottlingException,throttlingException",
        "BudgetSpent,400,ServiceQuotaExceededException,throttlingException",
        "NoCapacity,503,ServiceUnavailableException,serviceUnavailableException",
        "UpstreamThrottled,429,ThrottlingException,throttlingException",
        "UpstreamFailed,424,ModelErrorException,modelStreamErrorException",
        "UpstreamRejected,400,ValidationException,validationException",
        "DeadlineExceeded,408,ModelTimeoutException,modelStreamErrorException",
        "LedgerUnavailable,503,ServiceUnavailableException,serviceUnavailableException",
        "Internal,500,InternalServerException,internalServerException"
    })
    void each_refusal_has_its_aws_error(String kind, int status, String type, String inStream) {
        Refusal refusal = Samples.refusal(kind);
        ApiReply reply = dialect.refuse(refusal, "01J9Z");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.headers())
                .containsEntry("x-amzn-errortype", type)
                .containsEntry("x-amzn-requestid", "01J9Z")
                .containsEntry("x-request-id", "01J9Z")
                .containsEntry("content-type", "application/json");
        assertThat(Samples.json(reply).path("message").asText()).contains(refusal.message());
        assertThat(BedrockError.inStream(refusal)).isEqualTo(inStream);
    }

    @Test
    void an_answer_has_no_member_of_the_gateways_own() {
        ObjectNode answer = Samples.json("{\"usage\":{\"inputTokens\":1},\"breakwater:reasoningTokens\":7}");
        BedrockResponder responder = new BedrockResponder();

        assertThat(Samples.json(responder.whole(answer, Samples.ANSWERED)))
                .hasToString("{\"usage\":{\"inputTokens\":1}}");
        assertThat(responder.stream(Samples.ANSWERED).on(new ModelEvent("metadata", answer)))
                .containsExactly(new Frame.AwsEvent("metadata", Samples.json("{\"usage\":{\"inputTokens\":1}}")));
    }

    @Test
    void what_is_worth_another_try_says_when_as_awss_sdks_read_it_and_nothing_else_does() {
        for (Refusal refusal : Samples.refusals()) {
            Map<String, String> headers = dialect.refuse(refusal, "id").headers();
            assertThat(headers.get("x-amz-retry-after"))
                    .as(refusal.label())
                    .isEqualTo(ReplyHeaders.shouldRetry(refusal) ? headers.get("retry-after") + "000" : null);
        }
    }

    @Test
    void a_context_that_is_too_long_is_told_in_bedrocks_words() {
        ApiReply reply = dialect.refuse(Samples.refusal("ContextTooLong"), "id");
        assertThat(Samples.json(reply).path("message").asText()).startsWith("Input is too long for requested model");
    }

    @Test
    void an_answer_is_passed_on_as_it_came() {
        ObjectNode converse = Samples.json("{\"output\":{\"x\":1},\"stopReason\":\"end_turn\",\"new\":{}}");
        ApiReply reply = Samples.responder(decode(HELLO)).whole(converse, Samples.ANSWERED);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(Samples.json(reply)).isEqualTo(converse);
    }

    @Test
    void a_stream_is_passed_on_event_by_event() {
        AnswerStream stream = Samples.responder(decode(HELLO)).stream(Samples.ANSWERED);
        assertThat(stream.contentType()).isEqualTo("application/vnd.amazon.eventstream");
        ModelEvent event = Samples.event("somethingNew", "{\"a\":[1]}");
        assertThat(stream.on(event)).containsExactly(new Frame.AwsEvent("somethingNew", event.payload()));
        assertThat(stream.end()).isEmpty();
    }

    @Test
    void a_broken_stream_ends_with_an_exception() {
        AnswerStream stream = Samples.responder(decode(HELLO)).stream(Samples.ANSWERED);
        assertThat(stream.broken(Samples.refusal("UpstreamFailed")))
                .containsExactly(new Frame.AwsException(
                        "modelStreamErrorException", Samples.json("{\"message\":\"the model failed\"}")));
    }
}
