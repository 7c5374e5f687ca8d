package io.breakwater.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.Samples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiAnswerTest {
    private final OpenAiDialect dialect = new OpenAiDialect(Samples.GATE);
    private final Responder responder = Samples.responder(dialect.decode(Samples.post(
            "/v1/chat/completions", "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")));

    private ObjectNode answer(String converse) {
        return Samples.json(responder.whole(Samples.json(converse), Samples.ANSWERED));
    }

    @Test
    void an_answer_with_thought_text_and_tools_is_a_chat_completion() {
        assertThat(answer("""
            {"output":{"message":{"role":"assistant","content":[
              {"reasoningContent":{"reasoningText":{"text":"hm","signature":"s"}}},
              {"text":"I will "},{"text":"look."},
              {"citationsContent":{"content":[{"text":" See."}],"citations":[]}},
              {"toolUse":{"toolUseId":"t1","name":"weather","input":{"city":"Paris"}}}]}},
             "stopReason":"tool_use",
             "usage":{"inputTokens":10,"outputTokens":5,"totalTokens":45,"cacheReadInputTokens":20,
              "cacheWriteInputTokens":10},"metrics":{"latencyMs":7}}\
            """)).isEqualTo(Samples.json("""
                {"id":"chatcmpl-01J9Z","object":"chat.completion","created":1795341600,"model":"claude-sonnet",
                 "choices":[{"index":0,"message":{"role":"assistant","content":"I will look. See.","refusal":null,
                  "reasoning_content":"hm",
                  "thinking_blocks":[{"index":0,"type":"thinking","thinking":"hm","signature":"s"}],"tool_calls":[{"id":"t1","type":"function",
                  "function":{"name":"weather","arguments":"{\\"city\\":\\"Paris\\"}"}}]},
                  "logprobs":null,"finish_reason":"tool_calls"}],
                 "usage":{"prompt_tokens":40,"completion_tokens":5,"total_tokens":45,
                  "prompt_tokens_details":{"cached_tokens":20,"cache_write_tokens":10}}}\
                """));
    }

    @Test
    void content_is_null_only_beside_tool_calls() {
        assertThat(answer(
                                "{\"output\":{\"message\":{\"content\":[{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"n\"}}]}}}")
                        .at("/choices/0/message"))
                .isEqualTo(Samples.json("""
                    {"role":"assistant","content":null,"refusal":null,"tool_calls":[{"id":"t","type":"function",
                    "function":{"name":"n","arguments":"{}"}}]}\
                    """));
        assertThat(answer("{\"output\":{\"message\":{\"content\":[]}}}").at("/choices/0/message/content"))
                .hasToString("\"\"");
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn,stop",
        "stop_sequence,stop",
        "max_tokens,length",
        "model_context_window_exceeded,length",
        "tool_use,stop",
        "guardrail_intervened,content_filter",
        "content_filtered,content_filter",
        "malformed_model_output,stop",
        "malformed_tool_use,stop",
        "something_new,stop"
    })
    void each_stop_reason_has_its_finish_reason(String stop, String finish) {
        assertThat(answer("{\"stopReason\":\"" + stop + "\"}")
                        .at("/choices/0/finish_reason")
                        .asText())
                .isEqualTo(finish);
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn,tool_calls",
        "tool_use,tool_calls",
        "max_tokens,length",
        "model_context_window_exceeded,length",
        "content_filtered,content_filter",
        "stop_sequence,stop"
    })
    void an_answer_with_calls_ends_with_tool_calls_unless_it_was_cut(String stop, String finish) {
        assertThat(answer("""
            {"output":{"message":{"content":[{"toolUse":{"toolUseId":"t","name":"n"}}]}},"stopReason":"%s"}\
            """.formatted(stop)).at("/choices/0/finish_reason").asText())
                .isEqualTo(finish);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"a":1}                          | {"a":1}
        Sure: {"a":{"b":"}"}} I hope so. | {"a":{"b":"}"}}
        ```json{"a":1}```                | {"a":1}
        I cannot.                        | I cannot.
        {not} json                       | {not} json
        """)
    void a_text_that_was_to_be_json_is_its_json(String text, String content) {
        ObjectNode converse = Samples.json("{\"output\":{\"message\":{\"content\":[]}}}");
        converse.withArray("/output/message/content").addObject().put("text", text);
        assertThat(Samples.json(new ChatResponder(false, true, false).whole(converse, Samples.ANSWERED))
                        .at("/choices/0/message/content")
                        .asText())
                .isEqualTo(content);
    }

    @Test
    void tokens_of_thinking_are_told_where_the_model_has_counted_them() {
        ObjectNode converse =
                Samples.json("{\"usage\":{\"inputTokens\":1,\"outputTokens\":9},\"breakwater:reasoningTokens\":7}");

        assertThat(Samples.json(new ChatResponder(false, false, false).whole(converse, Samples.ANSWERED))
                        .at("/usage/completion_tokens_details"))
                .hasToString("{\"reasoning_tokens\":7}");
        converse.remove("breakwater:reasoningTokens");
        assertThat(Samples.json(new ChatResponder(false, false, false).whole(converse, Samples.ANSWERED))
                        .path("usage")
                        .has("completion_tokens_details"))
                .isFalse();
    }

    @Test
    void beside_the_json_tool_the_callers_own_are_calls_and_what_is_no_json_is_told_as_it_was_written() {
        ObjectNode converse = Samples.json("""
            {"output":{"message":{"content":[{"toolUse":{"toolUseId":"t","name":"json_answer","input":{"a":1}}},
            {"toolUse":{"toolUseId":"u","name":"f","input":{"_raw":"{\\"b\\":"}}}]}},"stopReason":"tool_use"}\
            """);
        ObjectNode answer = Samples.json(new ChatResponder(false, true, false).whole(converse, Samples.ANSWERED));

        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("{\"a\":1}");
        assertThat(answer.at("/choices/0/message/tool_calls/0/function/arguments")
                        .asText())
                .isEqualTo("{\"b\":");
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
    }

    @Test
    void the_arguments_of_the_json_tool_are_the_content() {
        ObjectNode converse = Samples.json("""
            {"output":{"message":{"content":[{"text":"Here:"},{"toolUse":{"toolUseId":"t","name":"json_answer",
            "input":{"a":1}}},{"toolUse":{"toolUseId":"u","name":"json_answer","input":{"b":1}}}]}},
            "stopReason":"tool_use"}\
            """);
        ObjectNode answer = Samples.json(new ChatResponder(false, true, false).whole(converse, Samples.ANSWERED));
        assertThat(answer.at("/choices/0/message")).isEqualTo(Samples.json("""
            {"role":"assistant","content":"{\\"a\\":1}","refusal":null}\
            """));
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    }

    @ParameterizedTest
    @CsvSource({
        "InvalidRequest,400,invalid_request_error,",
        "ContextTooLong,400,invalid_request_error,context_length_exceeded",
        "Unauthenticated,401,invalid_request_error,invalid_api_key",
        "Suspended,403,permission_error,tenant_suspended",
        "ModelNotFound,404,invalid_request_error,model_not_found",
        "ModelNotAllowed,403,invalid_request_error,model_not_allowed",
        "RouteNotFound,404,invalid_request_error,unknown_url",
        "MethodNotAllowed,405,invalid_request_error,method_not_allowed",
        "BodyTooLarge,413,invalid_request_error,request_too_large",
        "UnsupportedMedia,415,invalid_request_error,unsupported_media_type",
        "RateLimited,429,requests,rate_limit_exceeded",
        "BudgetSpent,429,insufficient_quota,insufficient_quota",
        "NoCapacity,503,server_error,no_capacity",
        "UpstreamThrottled,429,requests,upstream_throttled",
        "UpstreamFailed,502,server_error,upstream_failed",
        "UpstreamRejected,400,invalid_request_error,upstream_rejected",
        "DeadlineExceeded,504,server_error,deadline_exceeded",
        "LedgerUnavailable,503,server_error,unavailable",
        "Internal,500,server_error,internal_error"
    })
    void each_refusal_has_its_openai_error(String kind, int status, String type, String code) {
        Refusal refusal = Samples.refusal(kind);
        ApiReply reply = dialect.refuse(refusal, "01J9Z");
        JsonNode error = Samples.json(reply).path("error");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.headers()).containsEntry("x-request-id", "01J9Z");
        assertThat(error.fieldNames()).toIterable().containsExactly("message", "type", "param", "code");
        assertThat(error.path("message").asText()).isEqualTo(refusal.message());
        assertThat(error.path("type").asText()).isEqualTo(type);
        assertThat(error.path("code").textValue()).isEqualTo(code);
    }

    @Test
    void a_limit_on_tokens_is_told_apart_from_one_on_requests() {
        Refusal refusal = Refusal.rateLimited("used up", "tokensPerMinute", Duration.ofSeconds(3));
        ApiReply reply = dialect.refuse(refusal, "id");
        assertThat(Samples.json(reply).at("/error/type").asText()).isEqualTo("tokens");
        assertThat(reply.headers()).containsEntry("retry-after", "3").containsEntry("x-should-retry", "true");
    }

    @Test
    void a_spent_budget_is_not_worth_a_retry() {
        assertThat(dialect.refuse(Samples.refusal("BudgetSpent"), "id").headers())
                .containsEntry("x-should-retry", "false")
                .containsEntry("retry-after", "259200");
    }

    @Test
    void models_are_listed_and_look_the_same_every_time() {
        ObjectNode list = OpenAiModels.list(List.of("claude", "us.amazon.nova-lite-v1:0"));
        assertThat(Samples.json(list.toString())).isEqualTo(Samples.json("""
            {"object":"list","data":[
             {"id":"claude","object":"model","created":1767225600,"owned_by":"breakwater"},
             {"id":"us.amazon.nova-lite-v1:0","object":"model","created":1767225600,"owned_by":"breakwater"}]}\
            """));
    }
}
