package io.breakwater.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.Attempted;
import io.breakwater.call.ModelStream;
import io.breakwater.dialect.body.ConverseEvents;
import io.breakwater.dialect.body.ModelEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Transports of planted bugs that change the streams of answers.
final class WrongStreams {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Variant inventsAnEnd() {
        return WrongPorts.answers(result -> result instanceof Attempted.Opened(ModelStream stream, var _)
                ? new Attempted.Opened(new EndedStream(stream))
                : result);
    }

    static Variant losesAStreamsUsage() {
        return WrongPorts.answers(result -> result instanceof Attempted.Opened(ModelStream stream, var _)
                ? new Attempted.Opened(new FreeStream(stream))
                : result);
    }

    static Variant goesOnElsewhere() {
        return WrongPorts.calls((target, request, limits, transport) -> {
            Attempted result = transport.call(target, request, limits);
            return result instanceof Attempted.Opened(ModelStream stream, var _)
                    ? new Attempted.Opened(new TwoStreams(stream, () -> transport.call(target, request, limits)))
                    : result;
        });
    }

    static Variant emptiesAStream() {
        return WrongPorts.answers(result -> result instanceof Attempted.Opened(ModelStream stream, var _)
                ? new Attempted.Opened(new EmptyStream(stream))
                : result);
    }

    static Variant leavesStreamsOpen() {
        return WrongPorts.answers(result -> result instanceof Attempted.Opened(ModelStream stream, var _)
                ? new Attempted.Opened(new OpenStream(stream))
                : result);
    }

    static ObjectNode emptied(ObjectNode told) {
        try {
            return (ObjectNode) JSON.readTree(told.toString().replaceAll(Serving.MARK + "[^\"]*", ""));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a text that is no text: " + told, broken);
        }
    }

    /// Delivers its pieces without their text.
    private record EmptyStream(ModelStream stream) implements ModelStream {
        @Override
        public Piece next() {
            Piece piece = stream.next();
            return piece instanceof Piece.Event(ModelEvent event)
                    ? new Piece.Event(new ModelEvent(event.type(), emptied(event.payload())))
                    : piece;
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    /// Stays open, whoever closes it.
    private record OpenStream(ModelStream stream) implements ModelStream {
        @Override
        public Piece next() {
            return stream.next();
        }

        @Override
        public void close() {
            // it stays open until its end is read
        }
    }

    /// Reports that the answer cost nothing.
    private record FreeStream(ModelStream stream) implements ModelStream {
        @Override
        public Piece next() {
            Piece piece = stream.next();
            if (!(piece instanceof Piece.Event(ModelEvent event))
                    || !event.type().equals(ConverseEvents.METADATA)) {
                return piece;
            }
            ObjectNode usage = JsonNodeFactory.instance.objectNode();
            usage.putObject("usage").put("inputTokens", 0).put("outputTokens", 0);
            return new Piece.Event(new ModelEvent(ConverseEvents.METADATA, usage));
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    /// Continues with another stream when the first one breaks.
    private static final class TwoStreams implements ModelStream {
        private final Supplier<Attempted> again;
        private ModelStream stream;
        private boolean second;

        TwoStreams(ModelStream stream, Supplier<Attempted> again) {
            this.stream = stream;
            this.again = again;
        }

        @Override
        public Piece next() {
            Piece piece = stream.next();
            if (piece instanceof Piece.Broken && !second) {
                second = true;
                if (again.get() instanceof Attempted.Opened(ModelStream other, var _)) {
                    stream.close();
                    stream = other;
                    return stream.next();
                }
            }
            return piece;
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    /// Ends a stream that has no end, as if the model had ended it.
    private static final class EndedStream implements ModelStream {
        private final ModelStream stream;
        private final List<ModelEvent> closing = new ArrayList<>();
        private boolean stopped;

        EndedStream(ModelStream stream) {
            this.stream = stream;
        }

        @Override
        public Piece next() {
            if (!closing.isEmpty()) {
                return new Piece.Event(closing.removeFirst());
            }
            Piece piece = stream.next();
            if (piece instanceof Piece.Event(ModelEvent event)) {
                stopped |= event.type().equals(ConverseEvents.MESSAGE_STOP);
            } else if (!stopped) {
                stopped = true;
                ObjectNode stop = JsonNodeFactory.instance.objectNode().put("stopReason", "end_turn");
                ObjectNode usage = JsonNodeFactory.instance.objectNode();
                usage.putObject("usage").put("inputTokens", 1).put("outputTokens", 1);
                closing.add(new ModelEvent(ConverseEvents.METADATA, usage));
                return new Piece.Event(new ModelEvent(ConverseEvents.MESSAGE_STOP, stop));
            }
            return piece instanceof Piece.Broken ? new Piece.End() : piece;
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    private WrongStreams() {}
}
