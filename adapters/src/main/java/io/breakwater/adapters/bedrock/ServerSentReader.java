package io.breakwater.adapters.bedrock;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.dialect.body.ChatEvents;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.dialect.body.ModelEvent;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads the server-sent events of OpenAI's APIs one by one, as they arrive ("Server-sent events", HTML Living
/// Standard, as far as APIs use it: names and data). Each event's JSON is kept with the bytes that came.
final class ServerSentReader extends AnswerReader {
    private static final int LONGEST = 25 * 1024 * 1024;

    private final InputStream in;

    /// @param body what the stream answers
    ServerSentReader(InputStream in, ModelBody body, ObjectMapper json, ErrorBody errors) {
        super(body, json, errors);
        this.in = new BufferedInputStream(in);
    }

    /// An event that is not closed by an empty line is none: its connection was cut.
    @Override
    Read read() throws IOException {
        String name = "";
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (Optional<String> line = line(); line.isPresent(); line = line()) {
            String written = line.get();
            if (written.isEmpty() && data.size() > 0) {
                return event(name, data);
            }
            if (written.startsWith("event:")) {
                name = value(written);
            } else if (written.startsWith("data:")) {
                if (data.size() > 0) {
                    data.write('\n');
                }
                data.writeBytes(value(written).getBytes(StandardCharsets.UTF_8));
            }
        }
        return ended();
    }

    private Read event(String name, ByteArrayOutputStream data) throws IOException {
        String written = data.toString(StandardCharsets.UTF_8);
        return written.equals(ChatEvents.DONE)
                ? event(new ModelEvent(ChatEvents.DONE, JsonNodeFactory.instance.objectNode(), Optional.of(written)))
                : event(name, data.toByteArray());
    }

    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    /// The next line without its end; empty when there is no more.
    private Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return Optional.of(text(line));
            }
            line.write(next);
            if (line.size() > LONGEST) {
                throw new IOException("an event of more than " + LONGEST + " bytes cannot be");
            }
        }
        return Optional.empty();
    }

    private static String text(ByteArrayOutputStream line) {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
