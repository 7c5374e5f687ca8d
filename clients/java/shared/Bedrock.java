package shared;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/// The claims that the AWS SDK's two clients share.
public final class Bedrock {
    /// Nova's own body.
    public static final SdkBytes NOVA = SdkBytes.fromUtf8String(
            "{\"inferenceConfig\":{\"maxTokens\":100},\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]}]}");

    private final String tenant;
    private final Maker maker;
    private final Caller client;

    /// A client that makes one call at a time and waits for it.
    public interface Caller {
        ConverseResponse converse(ConverseRequest request);
    }

    /// Makes a client from a key, the gateway's address, and whether it tries again.
    public interface Maker {
        Caller make(String key, String gateway, boolean retries);
    }

    public Bedrock(String tenant, Maker maker) throws Exception {
        this.tenant = tenant;
        this.maker = maker;
        this.client = maker.make(Claims.key(tenant), Claims.GATEWAY, false);
    }

    /// Only key and endpoint are set, and retries are turned off if asked for.
    public static <B extends AwsClientBuilder<B, C>, C> C client(B builder, String key, String gateway, boolean retries) {
        System.setProperty("aws.bearerTokenBedrock", key);
        builder.endpointOverride(URI.create(gateway)).region(Region.US_EAST_1);
        if (!retries) builder.overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)));
        return builder.build();
    }

    /// Throws the failure of an asynchronous call as a synchronous call would.
    public static RuntimeException thrown(CompletionException failed) {
        return failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }

    public static Message user(ContentBlock... content) {
        return Message.builder().role(ConversationRole.USER).content(content).build();
    }

    /// A call of Nova in its own language.
    public static InvokeModelRequest.Builder invoking(InvokeModelRequest.Builder request) {
        return request.modelId("nova").body(NOVA);
    }

    /// Whether this is an answer of Nova that repeats the question.
    public static boolean saysHello(SdkBytes answer) {
        return answer.asUtf8String().contains("\"stopReason\":\"end_turn\"")
                && answer.asUtf8String().contains("Hello");
    }

    private static ConverseRequest.Builder asking(ContentBlock... content) {
        return ConverseRequest.builder().modelId(Claims.MODEL).messages(user(content));
    }

    private static ConverseRequest.Builder hello() {
        return asking(ContentBlock.fromText("Hello"));
    }

    public void text() {
        var answer = client.converse(hello().build());
        String said = answer.output().message().content().getFirst().text();
        Claims.check(said.contains("Hello"), said);
        Claims.check(answer.usage().totalTokens() > 0, "no usage");
    }

    private static ToolConfiguration.Builder weather() {
        Document city = Document.mapBuilder().putString("type", "string").build();
        Document schema = Document.mapBuilder()
                .putString("type", "object")
                .putMap("properties", properties -> properties.putDocument("city", city))
                .putList("required", required -> required.addString("city"))
                .build();
        return ToolConfiguration.builder()
                .tools(Tool.fromToolSpec(spec -> spec.name("weather").inputSchema(input -> input.json(schema))));
    }

    private void roundTrip(String prompt, List<String> cities) {
        var request = asking(ContentBlock.fromText(prompt)).toolConfig(weather().build()).build();
        var asked = client.converse(request);
        Claims.same(asked.stopReason(), StopReason.TOOL_USE, "stop reason");
        List<ToolUseBlock> calls = asked.output().message().content().stream()
                .map(ContentBlock::toolUse)
                .filter(call -> call != null)
                .toList();
        Claims.same(
                calls.stream().map(call -> call.input().asMap().get("city").asString()).toList(), cities, "cities");
        Claims.same(
                calls.stream().map(ToolUseBlock::toolUseId).distinct().count(), (long) cities.size(), "different ids");
        var messages = new ArrayList<>(request.messages());
        messages.add(asked.output().message());
        messages.add(user(calls.stream().map(Bedrock::result).toArray(ContentBlock[]::new)));
        var answer = client.converse(request.toBuilder().messages(messages).build());
        Claims.same(answer.stopReason(), StopReason.END_TURN, "stop reason after the results");
    }

    private static ContentBlock result(ToolUseBlock call) {
        return ContentBlock.fromToolResult(
                result -> result.toolUseId(call.toolUseId()).content(ToolResultContentBlock.fromText("4 degrees")));
    }

    private void image() {
        SdkBytes bytes = SdkBytes.fromByteArray(Claims.png());
        client.converse(asking(
                        ContentBlock.fromText("What is this?"),
                        ContentBlock.fromImage(image -> image.format("png").source(source -> source.bytes(bytes))))
                .build());
    }

    private void pdf() throws Exception {
        SdkBytes bytes = SdkBytes.fromByteArray(Claims.pdf());
        client.converse(asking(
                        ContentBlock.fromText("What is this?"),
                        ContentBlock.fromDocument(document ->
                                document.format("pdf").name("hello").source(source -> source.bytes(bytes))))
                .build());
    }

    private void structured() {
        var forced = weather()
                .toolChoice(choice -> choice.tool(tool -> tool.name("weather")))
                .build();
        var answer = client.converse(
                asking(ContentBlock.fromText("Where is it cold?")).toolConfig(forced).build());
        ToolUseBlock call = answer.output().message().content().getFirst().toolUse();
        Claims.check(call.input().asMap().get("city").isString(), "no city");
    }

    private void errors() throws Exception {
        Caller stranger = maker.make("nobody", Claims.GATEWAY, false);
        Claims.refused(AccessDeniedException.class, () -> stranger.converse(hello().build()));
        Claims.refused(
                ResourceNotFoundException.class,
                () -> client.converse(hello().modelId("no-such-model").build()));
        Claims.refused(
                ValidationException.class,
                () -> client.converse(hello().inferenceConfig(config -> config.temperature(7f)).build()));
        String key = Claims.key(tenant + "-small");
        Caller small = maker.make(key, Claims.GATEWAY, false);
        Claims.spend(key);
        Claims.refused(ThrottlingException.class, () -> small.converse(hello().build()));
    }

    private void retries() throws Exception {
        String key = Claims.key(tenant + "-small");
        Caller small = maker.make(key, Claims.GATEWAY, true);
        Claims.letInLater(key, () -> small.converse(hello().build()));
    }

    private void plain() throws Exception {
        maker.make(Claims.key(tenant), Claims.PLAIN, false).converse(hello().build());
    }

    public void sayHello() {
        client.converse(hello().build());
    }

    public Claims addTo(Claims claims) {
        return claims.claim("text", this::text)
                .claim("tool", () -> roundTrip(Claims.ONE_CALL, List.of("Oslo")))
                .claim("tools", () -> roundTrip(Claims.TWO_CALLS, List.of("Oslo", "Rome")))
                .claim("image", this::image)
                .claim("pdf", this::pdf)
                .claim("structured", this::structured)
                .notSupported("json", "Converse has no such mode")
                .claim("errors", this::errors)
                .claim("retries", this::retries)
                .claim("plain", this::plain);
    }
}
