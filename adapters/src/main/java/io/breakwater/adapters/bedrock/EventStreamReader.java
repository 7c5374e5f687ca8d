package io.breakwater.adapters.bedrock;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.dialect.body.ModelEvent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Optional;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// Reads the AWS event-stream messages of Converse and of InvokeModel.
final class EventStreamReader extends AnswerReader {
    /// The one event of InvokeModelWithResponseStream (ResponseStream, Amazon Bedrock API Reference).
    private static final String CHUNK = "chunk";

    private final EventFrames frames;

    /// @param body the body that the stream answers
    EventStreamReader(InputStream in, ModelBody body, ObjectMapper json, ErrorBody errors) {
        super(body, json, errors);
        this.frames = new EventFrames(in);
    }

    @Override
    Read read() throws IOException {
        Optional<Message> message = frames.next();
        if (message.isEmpty()) {
            return ended();
        }
        return "event".equals(header(message.get(), ":message-type")) ? event(message.get()) : error(message.get());
    }

    private Read event(Message message) throws IOException {
        String type = header(message, ":event-type");
        ObjectNode payload = object(message.getPayload());
        return type.equals(CHUNK)
                ? event("", Base64.getDecoder().decode(payload.path("bytes").asText()))
                : event(new ModelEvent(type, payload));
    }

    private Read error(Message message) {
        String type = header(message, ":exception-type");
        return new Read.Fault(
                errors.read(type.isEmpty() ? header(message, ":error-code") : type, message.getPayload()));
    }

    /// The text of a header; a header of another type counts as missing.
    private static String header(Message message, String name) {
        HeaderValue value = message.getHeaders().get(name);
        try {
            return value == null ? "" : value.getString();
        } catch (IllegalStateException noText) {
            return "";
        }
    }
}
