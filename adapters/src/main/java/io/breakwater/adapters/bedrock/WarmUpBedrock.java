package io.breakwater.adapters.bedrock;

import io.breakwater.adapters.credentials.TargetCredentials;
import io.breakwater.call.ModelTransport;
import io.breakwater.model.Region;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// Bedrock without a network: every call is answered with one word. For warm-up calls, so that signing and reading
/// are loaded and compiled before the first real call.
public final class WarmUpBedrock implements SdkHttpClient {
    private static final AwsCredentialsIdentity NOBODY = AwsCredentialsIdentity.create("rehearsal", "rehearsal");
    private static final byte[] WHOLE = bytes("""
            {"output":{"message":{"role":"assistant","content":[{"text":"yes"}]}},"stopReason":"end_turn",
             "usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2},"metrics":{"latencyMs":1}}
            """);
    private static final byte[] MESSAGE = bytes("""
            {"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[{"type":"text","text":"yes"}],
             "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}
            """);
    private static final List<String> MESSAGE_EVENTS = List.of(
            "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}",
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"yes\"}}",
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":1}}",
            "{\"type\":\"message_stop\"}");
    private static final byte[] MESSAGE_STREAMED =
            stream(MESSAGE_EVENTS.stream().map(WarmUpBedrock::chunk).toArray(Message[]::new));
    private static final byte[] MESSAGE_SENT = bytes("data: " + String.join("\n\ndata: ", MESSAGE_EVENTS) + "\n\n");
    private static final byte[] STREAMED = stream(
            event("messageStart", "{\"role\":\"assistant\"}"),
            event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"yes\"}}"),
            event("contentBlockStop", "{\"contentBlockIndex\":0}"),
            event("messageStop", "{\"stopReason\":\"end_turn\"}"),
            event(
                    "metadata",
                    "{\"usage\":{\"inputTokens\":1,\"outputTokens\":1,\"totalTokens\":2},"
                            + "\"metrics\":{\"latencyMs\":1}}"));

    private WarmUpBedrock() {}

    /// Calls it as [BedrockTransport] calls Bedrock.
    public static ModelTransport transport(Function<Region, URI> endpoints, Watchdog watchdog, InstantSource clock) {
        return new BedrockTransport(new WarmUpBedrock(), new Nobody(), endpoints, watchdog, clock);
    }

    private static final class Nobody implements TargetCredentials {
        @Override
        public Found of(Target target, TenantId tenant, Duration within) {
            return new Found.Valid(NOBODY);
        }

        @Override
        public void renew(Target target, TenantId tenant) {}
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        String path = request.httpRequest().encodedPath();
        return new Answered(
                switch (path.substring(path.lastIndexOf('/') + 1)) {
                    case "converse-stream" -> STREAMED;
                    case "invoke" -> MESSAGE;
                    case "messages" ->
                        request.httpRequest()
                                        .firstMatchingHeader("Accept")
                                        .filter("text/event-stream"::equals)
                                        .isPresent()
                                ? MESSAGE_SENT
                                : MESSAGE;
                    case "invoke-with-response-stream" -> MESSAGE_STREAMED;
                    default -> WHOLE;
                });
    }

    @SuppressWarnings("ArrayRecordComponent") // a constant that is only read
    private record Answered(byte[] body) implements ExecutableHttpRequest {
        @Override
        public HttpExecuteResponse call() {
            return HttpExecuteResponse.builder()
                    .response(SdkHttpResponse.builder().statusCode(200).build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                    .build();
        }

        @Override
        public void abort() {}
    }

    private static Message chunk(String event) {
        return event("chunk", "{\"bytes\":\"" + Base64.getEncoder().encodeToString(bytes(event)) + "\"}");
    }

    private static Message event(String type, String payload) {
        return new Message(
                Map.of(":message-type", HeaderValue.fromString("event"), ":event-type", HeaderValue.fromString(type)),
                bytes(payload));
    }

    private static byte[] stream(Message... events) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (Message event : events) {
            event.encode(stream);
        }
        return stream.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {}
}
