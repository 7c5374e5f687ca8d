package io.breakwater.simulated.bedrock.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// Server-sent events of OpenAI's operations, and binary frames of `application/vnd.amazon.eventstream`: events and the
/// exceptions that end a stream.
/// Source: "Amazon event stream specification", Smithy 2.0.
public final class Frames {

    private Frames() {}

    public static byte[] event(WireEvent event) {
        return frame(Map.of(":event-type", event.type(), ":message-type", "event"), event.payload());
    }

    public static byte[] exception(SentError error) {
        return frame(Map.of(":exception-type", error.streamMember(), ":message-type", "exception"), error.body());
    }

    /// An event frame whose last byte, part of its checksum, is wrong.
    public static byte[] garbled(WireEvent event) {
        byte[] frame = event(event);
        frame[frame.length - 1] ^= 0x55;
        return frame;
    }

    /// A server-sent event; a text stands as it is, such as OpenAI's `[DONE]`.
    public static byte[] serverSent(JsonNode data) {
        String text = data.isTextual() ? data.textValue() : Json.text(data);
        return ("data: " + text + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /// A server-sent event with its name.
    public static byte[] named(WireEvent event) {
        return ("event: " + event.type() + "\ndata: " + Json.text(event.payload()) + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] frame(Map<String, String> types, JsonNode payload) {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        types.forEach((name, value) -> headers.put(name, HeaderValue.fromString(value)));
        headers.put(":content-type", HeaderValue.fromString("application/json"));
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        new Message(headers, Json.bytes(payload)).encode(out);
        return out.toByteArray();
    }
}
