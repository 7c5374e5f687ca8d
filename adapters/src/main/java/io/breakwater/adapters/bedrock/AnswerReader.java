package io.breakwater.adapters.bedrock;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.ModelStream;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.body.StreamEnd;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/// Turns bytes into the pieces of a streamed answer. The rule of the body decides whether the answer is
/// whole: an HTTP connection that is cut at the right place looks like a clean end.
abstract sealed class AnswerReader permits EventStreamReader, ServerSentReader {
    final ErrorBody errors;
    private final ObjectMapper json;
    private final ModelBody body;
    private final StreamEnd end;

    /// @param body the body that the stream answers
    AnswerReader(ModelBody body, ObjectMapper json, ErrorBody errors) {
        this.json = json;
        this.errors = errors;
        this.body = body;
        this.end = body.streamEnd();
    }

    /// The reader for the form in which an API streams.
    static AnswerReader of(InputStream in, ModelBody body, ObjectMapper json, ErrorBody errors) {
        return body.operation(true).api().isVendors()
                ? new ServerSentReader(in, body, json, errors)
                : new EventStreamReader(in, body, json, errors);
    }

    /// The result of a read.
    sealed interface Read {

        record Piece(ModelStream.Piece piece) implements Read {}

        /// Bedrock reported an error inside the stream.
        ///
        /// @param told the event with the error, if it also reports usage
        record Fault(UpstreamError error, Optional<ModelEvent> told) implements Read {

            Fault(UpstreamError error) {
                this(error, Optional.empty());
            }
        }
    }

    /// @throws IOException if the connection breaks
    abstract Read read() throws IOException;

    /// Whether a piece is content, after which no other target may be asked.
    boolean isContent(ModelStream.Piece piece) {
        return !(piece instanceof ModelStream.Piece.Event(ModelEvent event)) || body.isContent(event);
    }

    /// What an event reports of the answer's use.
    Optional<TokenUsage> usage(ModelEvent event) {
        return body.streamUsage().apply(event);
    }

    /// Whether all closing events have come, so that only the connection's end is left.
    boolean isWhole() {
        return end.whole();
    }

    Read ended() {
        return new Read.Piece(
                end.whole()
                        ? new ModelStream.Piece.End()
                        : new ModelStream.Piece.Broken(new Outcome.BrokenStream(end.broken())));
    }

    /// An event in the model's own format, or its error, which may come without a type.
    ///
    /// @param name the event's name, used if its JSON has no type
    Read event(String name, byte[] written) throws IOException {
        ObjectNode event = object(written);
        ModelEvent told = new ModelEvent(type(name, event), event, asWritten(written));
        return errors.inEvent(event)
                .<Read>map(error -> new Read.Fault(
                        error,
                        Optional.of(told)
                                .filter(_ -> event.at("/response/usage").isObject())))
                .orElseGet(() -> event(told));
    }

    /// The event's original text if it is one line, as server-sent events need.
    private static Optional<String> asWritten(byte[] event) {
        String written = new String(event, StandardCharsets.UTF_8);
        return written.indexOf('\n') < 0 && written.indexOf('\r') < 0 ? Optional.of(written) : Optional.empty();
    }

    private static String type(String name, ObjectNode event) {
        return Stream.of(event.path("type").asText(), event.path("object").asText(), name)
                .filter(type -> !type.isEmpty())
                .findFirst()
                .orElse("");
    }

    Read event(ModelEvent event) {
        end.see(event);
        return new Read.Piece(new ModelStream.Piece.Event(event));
    }

    ObjectNode object(byte[] text) throws IOException {
        if (json.readTree(text) instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("an event's payload is not a JSON object");
    }
}
