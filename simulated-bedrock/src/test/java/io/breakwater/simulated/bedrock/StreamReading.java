package io.breakwater.simulated.bedrock;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/// The bytes of a stream up to its end, and whether it ended properly.
record StreamReading(ByteBuffer bytes, boolean proper) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static StreamReading of(HttpRequest request) throws IOException, InterruptedException {
        return drained(
                HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream()).body());
    }

    static StreamReading drained(InputStream body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            body.transferTo(bytes);
            return new StreamReading(ByteBuffer.wrap(bytes.toByteArray()), true);
        } catch (IOException _) {
            return new StreamReading(ByteBuffer.wrap(bytes.toByteArray()), false);
        }
    }

    List<String> events() {
        MessageDecoder decoder = new MessageDecoder();
        decoder.feed(bytes.duplicate());
        return decoder.getDecodedMessages().stream().map(StreamReading::name).toList();
    }

    private static String name(Message message) {
        HeaderValue event = message.getHeaders().get(":event-type");
        HeaderValue exception = message.getHeaders().get(":exception-type");
        return event == null ? exception.getString() : event.getString();
    }
}
