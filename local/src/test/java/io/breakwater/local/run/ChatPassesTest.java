package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Chat completions over the socket, sent to GPT unchanged.
@Timeout(60)
class ChatPassesTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String TOOLS =
            ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":"
                    + "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}}}]";

    private LiveRun run;

    @BeforeEach
    void start() throws Exception {
        run = LiveRun.start("gpt.yaml");
    }

    @AfterEach
    void stop() throws Exception {
        run.close();
    }

    private static String body(String model, String prompt, String more) {
        return "{\"model\":\"%s\",\"max_tokens\":500,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
                .formatted(model, prompt, more);
    }

    private HttpResponse<String> send(String model, String prompt, String more) throws Exception {
        return run.post("search", PATH, body(model, prompt, more));
    }

    private List<String> apis() throws Exception {
        return run.invocations().stream()
                .map(call -> call.path("operation").asText().replaceAll("Stream$", ""))
                .toList();
    }

    private static List<String> data(HttpResponse<String> answer) {
        return answer.body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    @Test
    void a_completion_is_answered_by_gpt_in_its_own_words_and_settled_by_what_it_reports() throws Exception {
        HttpResponse<String> answer = send("gpt", "[[tokens:40]]", ",\"never_heard\":{\"of\":1},\"temperature\":0.2");
        JsonNode completion = LiveRun.json(answer);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(completion.path("model").asText()).isEqualTo("gpt-6-sol");
        assertThat(completion.path("service_tier").asText()).isEqualTo("default");
        assertThat(LiveRun.header(answer, "x-breakwater-model")).isEqualTo("openai.gpt-6-sol");
        assertThat(LiveRun.header(answer, "x-breakwater-adapted")).isEqualTo("temperature");
        assertThat(run.tokensUsed("search"))
                .isEqualTo(completion.at("/usage/prompt_tokens").asLong() + 10 * 40);
        assertThat(apis()).containsExactly("ChatCompletions");
    }

    @Test
    void a_stream_has_the_models_own_chunks_and_its_use_only_where_that_is_asked() throws Exception {
        List<String> plain = data(send("gpt", "[[tokens:40]]", ",\"stream\":true"));
        List<String> counted =
                data(send("gpt", "[[tokens:40]]", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"));

        assertThat(plain.getLast()).isEqualTo("[DONE]");
        assertThat(plain.getFirst()).contains("\"service_tier\":\"default\"");
        assertThat(plain).noneMatch(chunk -> chunk.contains("completion_tokens"));
        assertThat(counted).hasSize(plain.size() + 1);
        assertThat(counted.get(counted.size() - 2)).contains("\"completion_tokens\":40");
        assertThat(run.tokensUsed("search")).isGreaterThan(2 * 10 * 40).isLessThan(2 * 10 * 40 + 50);
        assertThat(apis()).containsExactly("ChatCompletions", "ChatCompletions");
    }

    @Test
    void tools_go_by_responses_while_the_model_reasons_and_by_its_own_api_when_it_does_not() throws Exception {
        for (String effort : List.of("", ",\"reasoning_effort\":\"none\"")) {
            JsonNode completion = LiveRun.json(send("gpt-alone", "[[calls:1]]", TOOLS + effort));
            assertThat(completion.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
        }

        assertThat(apis()).containsExactly("Responses", "ChatCompletions");
    }

    @Test
    void the_plan_says_by_which_api_a_model_would_be_called_and_why_one_is_left_out() throws Exception {
        JsonNode plan = LiveRun.json(run.post("search", "/v1/plan", body("gpt", "hello", ",\"stop\":\"x\"")));

        assertThat(plan.at("/candidates/0/api").asText()).isEqualTo("converse");
        assertThat(plan.at("/candidates/0/model").asText()).startsWith("anthropic.");
        assertThat(plan.path("skipped").findValuesAsText("because"))
                .allSatisfy(why -> assertThat(why).contains("openai-chat: the model lacks stop_sequences"));
        JsonNode whole = LiveRun.json(run.post("search", "/v1/plan", body("gpt", "hello", ",\"temperature\":0.1")));
        assertThat(whole.at("/candidates/0/api").asText()).isEqualTo("openai-chat");
        assertThat(whole.at("/candidates/0/adapted/0").asText()).isEqualTo("temperature");
        JsonNode tools = LiveRun.json(run.post("search", "/v1/plan", body("gpt", "hello", TOOLS)));
        assertThat(tools.at("/candidates/0/api").asText()).isEqualTo("openai-responses");
        assertThat(tools.at("/candidates/0/insteadOf"))
                .hasToString("{\"openai-chat\":\"tools is accepted only with reasoning_effort none\"}");
    }

    @Test
    void what_no_model_of_the_alias_takes_is_refused_by_name_and_nothing_is_held() throws Exception {
        HttpResponse<String> refused = send("gpt-alone", "hello", ",\"stop\":\"x\"");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(LiveRun.json(refused).at("/error/message").asText()).contains("lacks stop_sequences");
        assertThat(run.invocations()).isEmpty();
        assertThat(run.tokensUsed("search")).isZero();
    }

    @Test
    void a_throttled_account_is_left_for_the_other_whole_and_streamed_and_then_for_the_next_model() throws Exception {
        run.faults("[{\"match\": {\"account\": \"111111111111\"}, \"fault\": \"throttle\"}]");
        for (String more : List.of("", ",\"stream\":true")) {
            assertThat(send("gpt", "hello", more).statusCode()).isEqualTo(200);
        }
        run.faults("[{\"match\": {\"model\": \"openai.gpt-6-sol\"}, \"fault\": \"unavailable\"}]");
        HttpResponse<String> answer = send("gpt", "hello", "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(LiveRun.header(answer, "x-breakwater-model")).isEqualTo("anthropic.claude-sonnet-4-6");
        assertThat(LiveRun.json(answer).path("object").asText()).isEqualTo("chat.completion");
    }

    @Test
    void a_stream_that_breaks_after_content_ends_with_an_error_and_none_is_taken_for_whole() throws Exception {
        for (String fault : List.of("mid-stream-throttle", "end-without-stop", "cut-stream", "garbled-frame")) {
            run.faults("[{\"fault\": \"%s\"}]".formatted(fault));
            List<String> events = data(send("gpt-alone", "[[tokens:400]]", ",\"stream\":true"));
            run.mend();

            assertThat(events).as(fault).doesNotContain("[DONE]");
            assertThat(events.getLast()).as(fault).contains("\"error\"");
        }
    }

    @Test
    void converse_and_messages_reach_the_same_model_translated() throws Exception {
        HttpResponse<String> converse = run.post(
                "search",
                "/model/gpt-alone/converse",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"[[text:yes]]\"}]}]}");

        assertThat(converse.statusCode()).as(converse.body()).isEqualTo(200);
        assertThat(apis()).containsExactly("Converse");
    }
}
