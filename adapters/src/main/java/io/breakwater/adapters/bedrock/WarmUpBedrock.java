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
    private static final AwsCredentialsIdentity NOBODY = AwsCredentialsIdentity.create("warm-up", "warm-up");
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
    private static final byte[] MESSAGE_SENT = sent(MESSAGE_EVENTS);
    private static final String CHAT_USAGE =
            "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}";
    private static final byte[] CHAT = bytes("""
            {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt","choices":[
             {"index":0,"message":{"role":"assistant","content":"yes"},"finish_reason":"stop"}],%s}
            """.formatted(CHAT_USAGE));
    private static final byte[] CHAT_SENT = sent(List.of(
            "{\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"yes\"},\"finish_reason\":null}]}",
            "{\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}",
            "{\"object\":\"chat.completion.chunk\",\"choices\":[]," + CHAT_USAGE + "}",
            "[DONE]"));
    private static final String RESPONDED = """
            {"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"gpt","output":[\
            {"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[\
            {"type":"output_text","text":"yes","annotations":[]}]}],\
            "usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}""";
    private static final byte[] RESPONSE = bytes(RESPONDED);
    private static final byte[] RESPONSE_SENT = sent(List.of(
            "{\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"in_progress\"}}",
            "{\"type\":\"response.output_text.delta\",\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"yes\"}",
            "{\"type\":\"response.completed\",\"response\":" + RESPONDED + "}"));
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
                    case "messages" -> streams(request) ? MESSAGE_SENT : MESSAGE;
                    case "completions" -> streams(request) ? CHAT_SENT : CHAT;
                    case "responses" -> streams(request) ? RESPONSE_SENT : RESPONSE;
                    case "invoke-with-response-stream" -> MESSAGE_STREAMED;
                    default -> WHOLE;
                });
    }

    private static boolean streams(HttpExecuteRequest request) {
        return request.httpRequest()
                .firstMatchingHeader("Accept")
                .filter("text/event-stream"::equals)
                .isPresent();
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

    private static byte[] sent(List<String> events) {
        return bytes("data: " + String.join("\n\ndata: ", events) + "\n\n");
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
