package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// OpenAI's own Java client for Responses, with only base URL and key changed.
@Timeout(60)
class ResponsesTest {
    private static LiveRun run;
    private static OpenAIClient client;

    @BeforeAll
    static void start() throws Exception {
        run = LiveRun.start("plain.yaml");
        client = OpenAIOkHttpClient.builder()
                .baseUrl(run.gateway() + "/openai/v1")
                .apiKey(run.key("search"))
                .maxRetries(0)
                .build();
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        run.close();
    }

    private static ResponseCreateParams.Builder asking(String prompt) {
        return ResponseCreateParams.builder()
                .model("claude")
                .maxOutputTokens(500)
                .input(prompt);
    }

    private static String said(Response response) {
        return response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .map(part -> part.asOutputText().text())
                .collect(Collectors.joining());
    }

    @Test
    void a_response_is_answered_by_the_model_that_it_names() {
        Response response = client.responses()
                .create(asking("hello").instructions("Be brief.").build());

        assertThat(said(response)).contains("anthropic.claude-sonnet-4-6 heard: \"hello\".");
        assertThat(response.model().asString()).isEqualTo("anthropic.claude-sonnet-4-6");
        assertThat(response.status()).contains(ResponseStatus.COMPLETED);
        assertThat(response.usage().orElseThrow().totalTokens()).isPositive();
    }

    @Test
    void a_stream_has_every_piece_and_the_whole_response_at_its_end() {
        List<ResponseStreamEvent> events = new ArrayList<>();
        try (StreamResponse<ResponseStreamEvent> stream =
                client.responses().createStreaming(asking("[[tokens:100]]").build())) {
            stream.stream().forEach(events::add);
        }
        String pieces = events.stream()
                .flatMap(event -> event.outputTextDelta().stream())
                .map(event -> event.delta())
                .collect(Collectors.joining());
        Response response = events.getLast().asCompleted().response();

        assertThat(events.getFirst().isCreated()).isTrue();
        assertThat(pieces.strip().split(" ")).hasSize(100);
        assertThat(said(response)).isEqualTo(pieces);
        assertThat(response.usage().orElseThrow().outputTokens()).isEqualTo(100);
    }

    @Test
    void a_tool_is_called_and_its_output_comes_back() {
        FunctionTool weather = FunctionTool.builder()
                .name("weather")
                .strict(true)
                .parameters(FunctionTool.Parameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                        .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                        .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                        .build())
                .build();
        String prompt = "What is the weather? [[tool:weather {\"city\":\"Oslo\"}]]";
        Response asked =
                client.responses().create(asking(prompt).addTool(weather).build());
        ResponseFunctionToolCall call = asked.output().getLast().asFunctionCall();
        assertThat(call.arguments()).isEqualTo("{\"city\":\"Oslo\"}");

        Response answer = client.responses()
                .create(asking("")
                        .inputOfResponse(List.of(
                                ResponseInputItem.ofEasyInputMessage(EasyInputMessage.builder()
                                        .role(EasyInputMessage.Role.USER)
                                        .content(prompt)
                                        .build()),
                                ResponseInputItem.ofFunctionCall(call),
                                ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
                                        .callId(call.callId())
                                        .output("4 degrees")
                                        .build())))
                        .addTool(weather)
                        .build());
        assertThat(said(answer)).isNotEmpty();
    }

    @Test
    void what_needs_a_kept_response_is_refused_by_name() {
        BadRequestException refused = catchThrowableOfType(
                BadRequestException.class,
                () -> client.responses()
                        .create(asking("hello").previousResponseId("resp_1").build()));
        assertThat(refused.param()).contains("previous_response_id");
        assertThat(catchThrowableOfType(
                        NotFoundException.class, () -> client.responses().retrieve("resp_1")))
                .hasMessageContaining("nothing with this id is stored");
        assertThat(catchThrowableOfType(
                        NotFoundException.class, () -> client.responses().cancel("resp_1")))
                .hasMessageContaining("nothing with this id is stored");
    }

    /// Each body is valid in another dialect.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /v1/responses        | {"model":"claude","messages":[{"role":"user","content":"a"}]}           | input
            /v1/responses        | {"messages":[{"role":"user","content":[{"text":"a"}]}]}                 | model
            /v1/chat/completions | {"model":"claude","input":"a"}                                          | input
            /v1/embeddings       | {"model":"claude","messages":[{"role":"user","content":"a"}]}           | messages
            /v1/responses        | {"model":"claude","input":"a","max_tokens":9}                           | max_tokens
            """)
    void a_body_in_another_language_is_refused_by_name_and_holds_nothing(String path, String body, String field)
            throws Exception {
        int calls = run.invocations().size();
        long used = run.tokensUsed("search");
        HttpResponse<String> refused = run.post("search", path, body);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(LiveRun.json(refused).at("/error/param").asText()).isEqualTo(field);
        assertThat(run.invocations()).hasSize(calls);
        assertThat(run.tokensUsed("search")).isEqualTo(used);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/responses", "/openai/v1/responses", "/responses", "/openai/responses"})
    void every_base_leads_there_and_that_nothing_is_kept_is_told(String path) throws Exception {
        HttpResponse<String> answer =
                run.post("search", path, "{\"model\":\"claude\",\"input\":\"hello\",\"store\":true}");
        JsonNode response = LiveRun.json(answer);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(response.path("store").asBoolean(true)).isFalse();
        assertThat(LiveRun.header(answer, "x-breakwater-adapted")).isEqualTo("store");
        assertThat(LiveRun.header(answer, "x-breakwater-model")).isEqualTo("anthropic.claude-sonnet-4-6");
    }
}
