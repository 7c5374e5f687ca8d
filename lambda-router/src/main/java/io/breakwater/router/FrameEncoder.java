package io.breakwater.router;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// Writes frames in their wire form: server-sent events, or AWS event-stream messages.
final class FrameEncoder {
    private static final HeaderValue JSON = HeaderValue.fromString("application/json");

    static byte[] encode(List<Frame> frames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        frames.forEach(frame -> encode(frame, bytes));
        return bytes.toByteArray();
    }

    private static void encode(Frame frame, ByteArrayOutputStream bytes) {
        switch (frame) {
            case Frame.ServerSent(var event, String data) -> {
                event.ifPresent(name -> bytes.writeBytes(utf8("event: " + name + "\n")));
                bytes.writeBytes(utf8("data: " + data + "\n\n"));
            }
            case Frame.Comment(String text) -> bytes.writeBytes(utf8(": " + text + "\n\n"));
            case Frame.AwsEvent(String type, ObjectNode payload) ->
                message("event", ":event-type", type, payload, bytes);
            case Frame.AwsException(String type, ObjectNode payload) ->
                message("exception", ":exception-type", type, payload, bytes);
        }
    }

    private static void message(
            String kind, String typeHeader, String type, ObjectNode payload, ByteArrayOutputStream bytes) {
        Map<String, HeaderValue> headers = Map.of(
                ":message-type",
                HeaderValue.fromString(kind),
                typeHeader,
                HeaderValue.fromString(type),
                ":content-type",
                JSON);
        new Message(headers, utf8(payload.toString())).encode(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private FrameEncoder() {}
}
