package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// OpenAI's Responses over the socket, sent to GPT unchanged.
@Timeout(60)
class ResponsesPassTest {
    private static final String PATH = "/openai/v1/responses";
    private static final String THINKING =
            ",\"reasoning\":{\"effort\":\"low\"},\"include\":[\"reasoning.encrypted_content\"]";

    private static final ObjectMapper JSON = new ObjectMapper();

    private LiveRun run;

    @BeforeEach
    void start() throws Exception {
        run = LiveRun.start("gpt.yaml");
    }

    @AfterEach
    void stop() throws Exception {
        run.close();
    }

    private HttpResponse<String> send(String model, String input, String more) throws Exception {
        return run.post(
                "search",
                PATH,
                "{\"model\":\"%s\",\"max_output_tokens\":500,\"input\":%s%s}".formatted(model, input, more));
    }

    private List<String> apis() throws Exception {
        return run.invocations().stream()
                .map(call -> call.path("operation").asText().replaceAll("Stream$", ""))
                .toList();
    }

    @Test
    void a_response_is_gpts_own_and_settled_by_what_it_reports() throws Exception {
        HttpResponse<String> answer = send("gpt", "\"[[tokens:40]]\"", ",\"never_heard\":{\"of\":1},\"store\":true");
        JsonNode response = LiveRun.json(answer);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(response.path("model").asText()).isEqualTo("gpt-6-sol");
        assertThat(LiveRun.header(answer, "x-breakwater-model")).isEqualTo("openai.gpt-6-sol");
        assertThat(LiveRun.header(answer, "x-breakwater-adapted")).isEqualTo("store");
        assertThat(run.tokensUsed("search"))
                .isEqualTo(response.at("/usage/input_tokens").asLong() + 10 * 40);
        assertThat(apis()).containsExactly("Responses");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"stream\":true"})
    void thinking_that_the_model_cannot_read_there_is_left_out_and_named(String more) throws Exception {
        String thought = "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"encrypted_content\":\"anothers\"}";
        HttpResponse<String> answer =
                send("gpt", "[%s,{\"role\":\"user\",\"content\":\"a\"}]".formatted(thought), more);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(LiveRun.header(answer, "x-breakwater-adapted")).isEqualTo("reasoning");
        assertThat(LiveRun.header(answer, "x-breakwater-attempts")).isEqualTo("2");
        assertThat(run.bodies().getLast().toString()).doesNotContain("anothers");
    }

    @Test
    void a_stream_has_the_models_own_events_and_what_it_thought_goes_back() throws Exception {
        List<String> lines = send("gpt", "\"[[tokens:40]]\"", THINKING + ",\"stream\":true")
                .body()
                .lines()
                .toList();
        JsonNode last = JSON.readTree(lines.stream()
                        .filter(line -> line.startsWith("data: "))
                        .toList()
                        .getLast()
                        .substring(6))
                .path("response");
        String items = last.path("output").toString();

        assertThat(lines).contains("event: response.created", "event: response.completed");
        assertThat(last.at("/output/0/encrypted_content").asText()).startsWith("gAAAA");
        assertThat(send(
                                "gpt",
                                "[{\"role\":\"user\",\"content\":\"a\"}," + items.substring(1, items.length() - 1)
                                        + ",{\"role\":\"user\",\"content\":\"b\"}]",
                                THINKING)
                        .statusCode())
                .isEqualTo(200);
        assertThat(apis()).containsExactly("Responses", "Responses");
    }

    @Test
    void a_tool_is_called_while_the_model_reasons() throws Exception {
        JsonNode response = LiveRun.json(send(
                "gpt-alone",
                "\"[[calls:1]]\"",
                ",\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}]" + THINKING));

        assertThat(response.path("output").findValuesAsText("type")).contains("function_call");
        assertThat(apis()).containsExactly("Responses");
    }

    @Test
    void the_plan_names_the_api() throws Exception {
        JsonNode plan = LiveRun.json(run.post("search", "/v1/plan", "{\"model\":\"gpt-alone\",\"input\":\"a\"}"));

        assertThat(plan.at("/candidates/0/api").asText()).isEqualTo("openai-responses");
    }

    @Test
    void bedrocks_own_words_about_a_request_reach_its_client() throws Exception {
        HttpResponse<String> refused = send("gpt-alone", "\"a\"", ",\"tools\":[{\"type\":\"shell\"}]");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(LiveRun.json(refused).at("/error/message").asText()).contains("Tool type 'shell' is not supported.");
    }

    @Test
    void a_model_without_responses_takes_over_when_gpt_fails() throws Exception {
        run.faults("[{\"match\": {\"model\": \"openai.gpt-6-sol\"}, \"fault\": \"unavailable\"}]");
        HttpResponse<String> answer = send("gpt", "\"hello\"", "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(LiveRun.header(answer, "x-breakwater-model")).startsWith("anthropic.");
        assertThat(LiveRun.json(answer).at("/output/0/content/0/text").asText()).contains("hello");
        assertThat(apis()).contains("Responses", "Converse");
    }
}
