package io.breakwater.adapters.bedrock;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.ModelStream;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.body.StreamEnd;
import io.breakwater.routing.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// Turns event-stream messages into the pieces of a streamed answer. It is whole only by the rule of what it answers:
/// an HTTP connection that is cut at the right place looks like a clean end.
final class EventStreamReader {
    /// The one event of InvokeModelWithResponseStream (ResponseStream, Amazon Bedrock API Reference).
    private static final String CHUNK = "chunk";

    private final EventFrames frames;
    private final ObjectMapper json;
    private final ErrorBody errors;
    private final ModelBody body;
    private final StreamEnd end;

    /// @param body what the stream answers
    EventStreamReader(InputStream in, ModelBody body, ObjectMapper json, ErrorBody errors) {
        this.frames = new EventFrames(in);
        this.json = json;
        this.errors = errors;
        this.body = body;
        this.end = body.streamEnd();
    }

    /// What a read found.
    sealed interface Read {

        record Piece(ModelStream.Piece piece) implements Read {}

        /// Bedrock reported an error inside the stream.
        record Fault(UpstreamError error) implements Read {}
    }

    /// @throws IOException if the connection breaks
    Read read() throws IOException {
        Optional<Message> message = frames.next();
        if (message.isEmpty()) {
            return new Read.Piece(
                    end.whole()
                            ? new ModelStream.Piece.End()
                            : new ModelStream.Piece.Broken(new Outcome.BrokenStream(end.broken())));
        }
        return "event".equals(header(message.get(), ":message-type")) ? event(message.get()) : error(message.get());
    }

    private Read event(Message message) throws IOException {
        String type = header(message, ":event-type");
        ObjectNode payload = object(message.getPayload());
        return type.equals(CHUNK) ? chunk(payload) : event(new ModelEvent(type, payload));
    }

    /// An event in the model's own language, or its error.
    private Read chunk(ObjectNode chunk) throws IOException {
        byte[] written = Base64.getDecoder().decode(chunk.path("bytes").asText());
        ObjectNode event = object(written);
        return ErrorBody.inAnswer(event)
                .<Read>map(Read.Fault::new)
                .orElseGet(() -> event(new ModelEvent(
                        event.path("type").asText(), event, Optional.of(new String(written, StandardCharsets.UTF_8)))));
    }

    private ObjectNode object(byte[] text) throws IOException {
        if (json.readTree(text) instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("an event's payload is no JSON object");
    }

    private Read event(ModelEvent event) {
        end.see(event);
        return new Read.Piece(new ModelStream.Piece.Event(event));
    }

    /// Whether a piece is content, after which no other target may be asked.
    boolean isContent(ModelStream.Piece piece) {
        return !(piece instanceof ModelStream.Piece.Event(ModelEvent event)) || body.isContent(event);
    }

    private Read error(Message message) {
        String type = header(message, ":exception-type");
        return new Read.Fault(
                errors.read(type.isEmpty() ? header(message, ":error-code") : type, message.getPayload()));
    }

    /// The text of a header; one of another type is as good as none.
    private static String header(Message message, String name) {
        HeaderValue value = message.getHeaders().get(name);
        try {
            return value == null ? "" : value.getString();
        } catch (IllegalStateException noText) {
            return "";
        }
    }
}
