package shared;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.DocumentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// The claims of Anthropic's own client, in any major version.
public final class AnthropicClaims {
    private static final Tool WEATHER = Tool.builder()
            .name("weather")
            .description("The weather in a city")
            .inputSchema(Tool.InputSchema.builder()
                    .properties(Tool.InputSchema.Properties.builder()
                            .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                            .build())
                    .addRequired("city")
                    .build())
            .build();

    private final String tenant;
    private final AnthropicClient client;
    private final BiFunction<MessageCreateParams.Builder, List<ContentBlockParam>, MessageCreateParams.Builder> blocks;

    /// @param blocks adds a message of the user, for which each major version has another method
    public AnthropicClaims(
            String tenant,
            BiFunction<MessageCreateParams.Builder, List<ContentBlockParam>, MessageCreateParams.Builder> blocks)
            throws Exception {
        this.tenant = tenant;
        this.blocks = blocks;
        this.client = once(Claims.GATEWAY, Claims.key(tenant));
    }

    public static class Place {
        public String city;
    }

    private static AnthropicOkHttpClient.Builder at(String gateway, String key) {
        return AnthropicOkHttpClient.builder().baseUrl(gateway).apiKey(key);
    }

    private static AnthropicClient once(String gateway, String key) {
        return at(gateway, key).maxRetries(0).build();
    }

    private static MessageCreateParams.Builder asking(String prompt) {
        return MessageCreateParams.builder().model(Claims.MODEL).maxTokens(1024).addUserMessage(prompt);
    }

    private static Message ask(AnthropicClient by, MessageCreateParams.Builder request) {
        return by.messages().create(request.build());
    }

    private static String said(Message answer) {
        return answer.content().stream()
                .flatMap(block -> block.text().stream())
                .map(block -> block.text())
                .collect(Collectors.joining());
    }

    private void text() {
        Message answer = ask(client, asking("Hello"));
        Claims.check(said(answer).contains("Hello"), said(answer));
        Claims.check(answer.usage().outputTokens() > 0, "no usage");
        var counted = client.messages()
                .countTokens(MessageCountTokensParams.builder()
                        .model(Claims.MODEL)
                        .addUserMessage("Hello")
                        .build());
        Claims.check(counted.inputTokens() > 0, "nothing was counted");
    }

    private void stream() {
        var gathered = MessageAccumulator.create();
        try (var answer = client.messages().createStreaming(asking("[[tokens:100]]").build())) {
            answer.stream().forEach(gathered::accumulate);
        }
        Claims.same(said(gathered.message()).strip().split(" ").length, 100, "words");
        Claims.same(gathered.message().usage().outputTokens(), 100L, "tokens");
    }

    private void roundTrip(String prompt, List<String> cities) {
        var request = asking(prompt).addTool(WEATHER);
        Message asked = ask(client, request);
        Claims.same(asked.stopReason().orElseThrow(), StopReason.TOOL_USE, "stop reason");
        List<ToolUseBlock> calls =
                asked.content().stream().flatMap(block -> block.toolUse().stream()).toList();
        Claims.same(calls.stream().map(AnthropicClaims::city).toList(), cities, "cities");
        Claims.same(new HashSet<>(calls.stream().map(ToolUseBlock::id).toList()).size(), cities.size(), "different ids");
        List<ContentBlockParam> results = calls.stream()
                .map(call -> ContentBlockParam.ofToolResult(
                        ToolResultBlockParam.builder().toolUseId(call.id()).content("4 degrees").build()))
                .toList();
        Message answer = ask(client, blocks.apply(request.addMessage(asked), results));
        Claims.same(answer.stopReason().orElseThrow(), StopReason.END_TURN, "stop reason after the results");
    }

    @SuppressWarnings("unchecked")
    private static String city(ToolUseBlock call) {
        return ((Map<String, String>) call._input().convert(Map.class)).get("city");
    }

    private void with(ContentBlockParam part) {
        var question = ContentBlockParam.ofText(
                TextBlockParam.builder().text("What is this?").build());
        ask(
                client,
                blocks.apply(
                        MessageCreateParams.builder().model(Claims.MODEL).maxTokens(1024), List.of(question, part)));
    }

    private void image() {
        with(ContentBlockParam.ofImage(Base64ImageSource.builder()
                .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
                .data(Claims.PNG)
                .build()));
    }

    private void pdf() throws Exception {
        with(ContentBlockParam.ofDocument(DocumentBlockParam.builder()
                .base64Source(Base64.getEncoder().encodeToString(Claims.pdf()))
                .build()));
    }

    private void structured() {
        var answer = client.messages().create(asking("Where is it cold?").outputConfig(Place.class).build());
        Claims.check(
                answer.content().stream()
                        .flatMap(block -> block.text().stream())
                        .anyMatch(block -> block.text().city != null),
                "nothing was parsed");
    }

    private void errors() throws Exception {
        var stranger = once(Claims.GATEWAY, "nobody");
        Claims.refused(UnauthorizedException.class, () -> ask(stranger, asking("Hello")));
        Claims.refused(NotFoundException.class, () -> ask(client, asking("Hello").model("no-such-model")));
        Claims.refused(
                BadRequestException.class,
                () -> ask(client, asking("Hello").putAdditionalBodyProperty("temperature", JsonValue.from(7))));
        String small = Claims.key(tenant + "-small");
        Claims.spend(small);
        Claims.refused(RateLimitException.class, () -> ask(once(Claims.GATEWAY, small), asking("Hello")));
    }

    private void abort() throws Exception {
        try (var answer = client.messages().createStreaming(asking(Claims.LONG).maxTokens(2000).build())) {
            answer.stream().iterator().next();
        }
        Claims.seenLeaving(tenant);
        ask(client, asking("Hello"));
    }

    private void retries() throws Exception {
        String small = Claims.key(tenant + "-small");
        Claims.letInLater(small, () -> ask(at(Claims.GATEWAY, small).build(), asking("Hello")));
    }

    private void plain() throws Exception {
        ask(once(Claims.PLAIN, Claims.key(tenant)), asking("Hello"));
    }

    /// @param name the client's name in the table
    public void report(String name) {
        new Claims(name, AnthropicClient.class)
                .claim("text", this::text)
                .claim("stream", this::stream)
                .claim("tool", () -> roundTrip(Claims.ONE_CALL, List.of("Oslo")))
                .claim("tools", () -> roundTrip(Claims.TWO_CALLS, List.of("Oslo", "Rome")))
                .claim("image", this::image)
                .claim("pdf", this::pdf)
                .claim("structured", this::structured)
                .notSupported("json", "Messages has no such mode")
                .claim("errors", this::errors)
                .claim("abort", this::abort)
                .claim("retries", this::retries)
                .claim("plain", this::plain)
                .report();
    }
}
