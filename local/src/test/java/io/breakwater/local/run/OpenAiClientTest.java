package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.models.Model;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// OpenAI's own Java client with only base URL and key changed.
@Timeout(60)
class OpenAiClientTest {
    private static LiveRun run;
    private static OpenAIClient client;

    @BeforeAll
    static void start() throws Exception {
        run = LiveRun.start("plain.yaml");
        client = client(run.key("search"));
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        run.close();
    }

    private static OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(run.gateway() + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private static ChatCompletionCreateParams.Builder asking(String model, String prompt) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .maxCompletionTokens(500)
                .addUserMessage(prompt);
    }

    @Test
    void with_answer_model_alias_an_answer_repeats_the_name_that_was_asked_for(@TempDir Path folder) throws Exception {
        Path config = Files.writeString(
                folder.resolve("alias.yaml"),
                Files.readString(LiveRun.resource("plain.yaml")) + "\nanswerModel: alias\n");
        try (LiveRun asked = LiveRun.start(config)) {
            HttpResponse<String> answer = asked.chat("search", "claude", "hello");

            assertThat(LiveRun.json(answer).path("model").asText()).isEqualTo("claude");
            assertThat(LiveRun.header(answer, "x-breakwater-model")).isEqualTo("anthropic.claude-sonnet-4-6");
        }
    }

    @Test
    void bedrocks_own_ids_are_listed_and_understood() {
        String id = "us.anthropic.claude-sonnet-4-6";
        ChatCompletion answer =
                client.chat().completions().create(asking(id, "hello").build());

        assertThat(client.models().list().data())
                .extracting(model -> model.id())
                .contains("claude", id, "anthropic.claude-sonnet-4-6");
        assertThat(client.models().retrieve(id).id()).isEqualTo(id);
        assertThat(answer.choices().getFirst().message().content())
                .contains("anthropic.claude-sonnet-4-6 heard: \"hello\".");
    }

    @Test
    void a_chat_completion_is_answered() {
        ChatCompletion answer = client.chat()
                .completions()
                .create(asking("claude", "hello").addSystemMessage("Be brief.").build());

        assertThat(answer.model()).isEqualTo("anthropic.claude-sonnet-4-6");
        assertThat(answer.choices()).hasSize(1);
        assertThat(answer.choices().getFirst().message().content())
                .contains("anthropic.claude-sonnet-4-6 heard: \"hello\".");
        assertThat(answer.choices().getFirst().finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(answer.usage().orElseThrow().totalTokens())
                .isEqualTo(answer.usage().orElseThrow().promptTokens()
                        + answer.usage().orElseThrow().completionTokens());
    }

    @Test
    void a_stream_has_every_piece_and_the_usage_at_its_end() {
        ChatCompletionCreateParams request = asking("claude", "[[tokens:300]]")
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        List<ChatCompletionChunk> chunks;
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(request)) {
            chunks = stream.stream().toList();
        }

        String text = chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .flatMap(choice -> choice.delta().content().stream())
                .collect(Collectors.joining());
        assertThat(text.strip()).isEqualTo("lah ".repeat(300).strip());
        assertThat(chunks).hasSizeGreaterThan(10);
        assertThat(chunks)
                .extracting(ChatCompletionChunk::id)
                .containsOnly(chunks.getFirst().id());
        assertThat(chunks.getLast().choices()).isEmpty();
        assertThat(chunks.getLast().usage().orElseThrow().completionTokens()).isEqualTo(300);
        assertThat(chunks.get(chunks.size() - 2).choices().getFirst().finishReason())
                .contains(ChatCompletionChunk.Choice.FinishReason.STOP);
    }

    @Test
    void a_tool_is_called_and_its_result_is_taken_back() {
        ChatCompletionCreateParams.Builder request = asking("claude", "[[tool:weather {\"city\":\"Oslo\"}]]")
                .addTool(ChatCompletionFunctionTool.builder()
                        .function(FunctionDefinition.builder()
                                .name("weather")
                                .parameters(FunctionParameters.builder()
                                        .putAdditionalProperty("type", JsonValue.from("object"))
                                        .putAdditionalProperty(
                                                "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                                        .build())
                                .build())
                        .build());

        ChatCompletion asked = client.chat().completions().create(request.build());
        ChatCompletionMessageToolCall call =
                asked.choices().getFirst().message().toolCalls().orElseThrow().getFirst();
        ChatCompletion answered = client.chat()
                .completions()
                .create(request.addMessage(asked.choices().getFirst().message())
                        .addMessage(ChatCompletionToolMessageParam.builder()
                                .toolCallId(call.asFunction().id())
                                .content("4 degrees")
                                .build())
                        .addUserMessage("and now?")
                        .build());

        assertThat(asked.choices().getFirst().finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        assertThat(call.asFunction().function().name()).isEqualTo("weather");
        assertThat(call.asFunction().function().arguments()).isEqualTo("{\"city\":\"Oslo\"}");
        assertThat(answered.choices().getFirst().message().content().orElseThrow())
                .contains("and now?");
    }

    @Test
    void the_list_of_models_is_what_the_tenant_may_use() {
        assertThat(client.models().list().data())
                .extracting(Model::id)
                .contains("claude", "nova")
                .allMatch(id -> id.matches("claude|nova|.*anthropic\\.claude-sonnet-4-6|.*amazon\\.nova-lite-v1:0"));
        assertThat(client.models().retrieve("claude").id()).isEqualTo("claude");
        assertThat(catchThrowableOfType(
                        NotFoundException.class, () -> client.models().retrieve("secret")))
                .isNotNull();
    }

    @Test
    void errors_have_the_types_that_the_client_knows() {
        OpenAIClient stranger = client("sk-nobody");
        var unauthorized = catchThrowableOfType(
                UnauthorizedException.class,
                () -> stranger.chat()
                        .completions()
                        .create(asking("claude", "hello").build()));
        stranger.close();
        assertThat(unauthorized.code()).contains("invalid_api_key");
        var missing = catchThrowableOfType(
                NotFoundException.class,
                () -> client.chat()
                        .completions()
                        .create(asking("gpt-none", "hello").build()));
        assertThat(missing.code()).contains("model_not_found");
        var bad = catchThrowableOfType(
                BadRequestException.class,
                () -> client.chat()
                        .completions()
                        .create(asking("claude", "hello").n(2).build()));
        assertThat(bad.param()).contains("n");
    }

    @Test
    void a_limit_that_is_reached_says_when_to_come_back() {
        OpenAIClient one = client(run.key("one"));
        one.chat().completions().create(asking("claude", "hello").build());

        var limited = catchThrowableOfType(
                RateLimitException.class,
                () -> one.chat().completions().create(asking("claude", "hello").build()));

        one.close();
        assertThat(limited.code()).contains("rate_limit_exceeded");
        assertThat(Integer.parseInt(limited.headers().values("retry-after").getFirst()))
                .isBetween(1, 60);
    }
}
