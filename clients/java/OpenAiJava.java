import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ResponseFormatJsonObject;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import shared.Claims;

/// OpenAI's own client.
public class OpenAiJava {
    private static final String TENANT = "openai-java";

    private final OpenAIClient client = once(Claims.GATEWAY, Claims.key(TENANT));

    private OpenAiJava() throws Exception {}

    public static class Place {
        public String city;
    }

    private static OpenAIOkHttpClient.Builder at(String gateway, String key) {
        return OpenAIOkHttpClient.builder().baseUrl(gateway + "/v1").apiKey(key);
    }

    private static OpenAIClient once(String gateway, String key) {
        return at(gateway, key).maxRetries(0).build();
    }

    private static ChatCompletionCreateParams.Builder asking(String prompt) {
        return ChatCompletionCreateParams.builder().model(Claims.MODEL).addUserMessage(prompt);
    }

    private static ChatCompletion ask(OpenAIClient by, ChatCompletionCreateParams.Builder request) {
        return by.chat().completions().create(request.build());
    }

    private static String said(ChatCompletion answer) {
        return answer.choices().getFirst().message().content().orElse("");
    }

    private void text() {
        ChatCompletion answer = ask(client, asking("Hello"));
        Claims.check(said(answer).contains("Hello"), said(answer));
        Claims.check(answer.usage().orElseThrow().totalTokens() > 0, "no usage");
        List<Embedding> vectors = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("titan")
                        .inputOfArrayOfStrings(List.of("Hello", "world"))
                        .dimensions(256)
                        .build())
                .data();
        String response = client.responses()
                .create(ResponseCreateParams.builder().model(Claims.MODEL).input("Hello").build())
                .output()
                .toString();
        Claims.check(response.contains("Hello"), response);
        Claims.check(vectors.size() == 2 && vectors.getLast().embedding().size() == 256, "vectors " + vectors.size());
    }

    private void stream() {
        var request = asking("[[tokens:100]]")
                .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build());
        var text = new StringBuilder();
        var tokens = new ArrayList<Long>();
        try (var answer = client.chat().completions().createStreaming(request.build())) {
            answer.stream().forEach(chunk -> {
                chunk.choices().forEach(choice -> choice.delta().content().ifPresent(text::append));
                chunk.usage().ifPresent(usage -> tokens.add(usage.completionTokens()));
            });
        }
        Claims.same(text.toString().strip().split(" ").length, 100, "words");
        Claims.same(tokens, List.of(100L), "tokens");
    }

    private static ChatCompletionFunctionTool weather() {
        return ChatCompletionFunctionTool.builder()
                .function(FunctionDefinition.builder()
                        .name("weather")
                        .parameters(FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                                .build())
                        .build())
                .build();
    }

    private void roundTrip(String prompt, List<String> cities) throws Exception {
        var request = asking(prompt).addTool(weather());
        var asked = ask(client, request).choices().getFirst();
        Claims.same(asked.finishReason(), ChatCompletion.Choice.FinishReason.TOOL_CALLS, "finish reason");
        var found = new ArrayList<String>();
        var ids = new HashSet<String>();
        request.addMessage(asked.message());
        for (var call : asked.message().toolCalls().orElseThrow()) {
            found.add(Claims.json(call.asFunction().function().arguments()).required("city").asText());
            ids.add(call.asFunction().id());
            request.addMessage(ChatCompletionToolMessageParam.builder()
                    .toolCallId(call.asFunction().id())
                    .content("4 degrees")
                    .build());
        }
        Claims.same(found, cities, "cities");
        Claims.same(ids.size(), cities.size(), "different ids");
        Claims.same(
                ask(client, request).choices().getFirst().finishReason(),
                ChatCompletion.Choice.FinishReason.STOP,
                "finish reason after the results");
    }

    private void with(ChatCompletionContentPart part) {
        var question = ChatCompletionContentPart.ofText(
                ChatCompletionContentPartText.builder().text("What is this?").build());
        ask(
                client,
                ChatCompletionCreateParams.builder()
                        .model(Claims.MODEL)
                        .addUserMessageOfArrayOfContentParts(List.of(question, part)));
    }

    private void image() {
        with(ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder()
                        .url("data:image/png;base64," + Claims.PNG)
                        .build())
                .build()));
    }

    private void pdf() throws Exception {
        with(ChatCompletionContentPart.ofFile(ChatCompletionContentPart.File.builder()
                .file(ChatCompletionContentPart.File.FileObject.builder()
                        .filename("hello.pdf")
                        .fileData("data:application/pdf;base64," + Base64.getEncoder().encodeToString(Claims.pdf()))
                        .build())
                .build()));
    }

    private void structured() {
        var answer = client.chat().completions().create(asking("Where is it cold?").responseFormat(Place.class).build());
        Claims.check(
                answer.choices().getFirst().message().content().orElseThrow().city != null, "nothing was parsed");
    }

    private void jsonMode() throws Exception {
        var answer = ask(
                client,
                asking("Answer in JSON.").responseFormat(ResponseFormatJsonObject.builder().build()));
        Claims.check(Claims.json(said(answer)).isObject(), "no object: " + said(answer));
    }

    private void errors() throws Exception {
        var stranger = once(Claims.GATEWAY, "sk-nobody");
        Claims.refused(UnauthorizedException.class, () -> ask(stranger, asking("Hello")));
        var missing = Claims.refused(NotFoundException.class, () -> ask(client, asking("Hello").model("no-such-model")));
        Claims.same(missing.code().orElse(""), "model_not_found", "code of 404");
        Claims.refused(BadRequestException.class, () -> ask(client, asking("Hello").temperature(7)));
        String small = Claims.key(TENANT + "-small");
        Claims.spend(small);
        var limited = Claims.refused(RateLimitException.class, () -> ask(once(Claims.GATEWAY, small), asking("Hello")));
        Claims.same(limited.code().orElse(""), "rate_limit_exceeded", "code of 429");
    }

    private void abort() throws Exception {
        var request = asking(Claims.LONG).maxCompletionTokens(2000).build();
        try (var answer = client.chat().completions().createStreaming(request)) {
            answer.stream().iterator().next();
        }
        Claims.seenLeaving(TENANT);
        ask(client, asking("Hello"));
    }

    private void retries() throws Exception {
        String small = Claims.key(TENANT + "-small");
        Claims.letInLater(small, () -> ask(at(Claims.GATEWAY, small).build(), asking("Hello")));
    }

    private void plain() throws Exception {
        ask(once(Claims.PLAIN, Claims.key(TENANT)), asking("Hello"));
    }

    public static void main(String... ignored) throws Exception {
        var here = new OpenAiJava();
        new Claims("Java openai-java", OpenAIClient.class)
                .claim("text", here::text)
                .claim("stream", here::stream)
                .claim("tool", () -> here.roundTrip(Claims.ONE_CALL, List.of("Oslo")))
                .claim("tools", () -> here.roundTrip(Claims.TWO_CALLS, List.of("Oslo", "Rome")))
                .claim("image", here::image)
                .claim("pdf", here::pdf)
                .claim("structured", here::structured)
                .claim("json", here::jsonMode)
                .claim("errors", here::errors)
                .claim("abort", here::abort)
                .claim("retries", here::retries)
                .claim("plain", here::plain)
                .report();
    }
}
