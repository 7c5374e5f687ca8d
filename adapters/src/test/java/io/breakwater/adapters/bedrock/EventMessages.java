package io.breakwater.adapters.bedrock;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// Event-stream messages as Bedrock writes them.
final class EventMessages {
    static final byte[] START = event("messageStart", "{\"role\":\"assistant\"}");
    static final byte[] DELTA = event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"hi\"}}");
    static final byte[] STOP = event("messageStop", "{\"stopReason\":\"end_turn\"}");
    static final byte[] METADATA = event("metadata", "{\"usage\":{\"inputTokens\":3,\"outputTokens\":1}}");

    /// An event in the model's own language, as InvokeModelWithResponseStream writes it.
    static byte[] chunk(String event) {
        String bytes = Base64.getEncoder().encodeToString(event.getBytes(StandardCharsets.UTF_8));
        return event("chunk", "{\"bytes\":\"" + bytes + "\",\"p\":\"abc\"}");
    }

    static byte[] event(String type, String payload) {
        return message(
                Map.of(":message-type", HeaderValue.fromString("event"), ":event-type", HeaderValue.fromString(type)),
                payload);
    }

    static byte[] exception(String type, String payload) {
        return message(
                Map.of(
                        ":message-type",
                        HeaderValue.fromString("exception"),
                        ":exception-type",
                        HeaderValue.fromString(type)),
                payload);
    }

    static byte[] message(Map<String, HeaderValue> headers, String payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Message(headers, payload.getBytes(StandardCharsets.UTF_8)).encode(bytes);
        return bytes.toByteArray();
    }

    /// The same message with one bit of its payload flipped.
    static byte[] garbled(byte[] message) {
        byte[] garbled = message.clone();
        garbled[message.length - 6] ^= 1;
        return garbled;
    }

    private EventMessages() {}
}
