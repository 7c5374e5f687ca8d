package io.breakwater.adapters.bedrock;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.dialect.body.ChatBody;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.dialect.body.ModelEvent;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads the server-sent events of OpenAI's and Anthropic's APIs one by one, as they arrive ("Server-sent
/// events", HTML Living Standard, as far as APIs use it: names and data). Each event's JSON is kept with the
/// bytes that came.
final class ServerSentReader extends AnswerReader {
    private static final int LONGEST = 25 * 1024 * 1024;

    private static final String DATA = "data:";

    private final InputStream in;

    /// @param body the body that the stream answers
    ServerSentReader(InputStream in, ModelBody body, ObjectMapper json, ErrorBody errors) {
        super(body, json, errors);
        this.in = new BufferedInputStream(in);
    }

    /// Reads an event. One that is not closed by an empty line does not count: its connection was cut.
    @Override
    Read read() throws IOException {
        String name = "";
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (Optional<String> line = line(); line.isPresent(); line = line()) {
            String written = line.get();
            if (written.startsWith("{")) {
                return whole(written);
            }
            if (written.isEmpty() && data.size() > 0) {
                return event(name, data);
            }
            name = name(written, name);
            if (written.startsWith(DATA)) {
                add(value(written), data);
            }
        }
        return ended();
    }

    /// The name for the next data line; an empty line ends an event even without data.
    private static String name(String line, String before) {
        if (line.isEmpty()) {
            return "";
        }
        return line.startsWith("event:") ? value(line) : before;
    }

    private static void add(String value, ByteArrayOutputStream data) throws IOException {
        if (data.size() > 0) {
            data.write('\n');
        }
        data.writeBytes(value.getBytes(StandardCharsets.UTF_8));
        bounded(data.size());
    }

    /// Reads JSON in place of events: an error, such as for a missing operation.
    private Read whole(String begun) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(begun.getBytes(StandardCharsets.UTF_8));
        whole.writeBytes(in.readNBytes(LONGEST));
        return new Read.Fault(errors.inAnswer(object(whole.toByteArray()))
                .orElseThrow(() -> new IOException("a whole answer came where a stream was asked for")));
    }

    private Read event(String name, ByteArrayOutputStream data) throws IOException {
        String written = data.toString(StandardCharsets.UTF_8);
        return written.equals(ChatBody.DONE)
                ? event(new ModelEvent(ChatBody.DONE, JsonNodeFactory.instance.objectNode(), Optional.of(written)))
                : event(name, data.toByteArray());
    }

    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    /// The next line without its line end, which the last line may lack; empty at the end.
    private Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return Optional.of(text(line));
            }
            line.write(next);
            bounded(line.size());
        }
        return line.size() > 0 ? Optional.of(text(line)) : Optional.empty();
    }

    private static void bounded(int size) throws IOException {
        if (size > LONGEST) {
            throw new IOException("an event of more than " + LONGEST + " bytes cannot be");
        }
    }

    private static String text(ByteArrayOutputStream line) {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
