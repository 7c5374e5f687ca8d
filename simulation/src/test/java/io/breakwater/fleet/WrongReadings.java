package io.breakwater.fleet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.Attempted;
import io.breakwater.call.ModelStream;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.body.ConverseEvents;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.Outcome;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Transports of planted bugs that read odd answers wrongly: errors in a body, frames that cannot be read or come
/// twice,
/// usage that cannot be, waits that a throttle asks for.
final class WrongReadings {
    static Variant forgetsWaitsOfThrottles() {
        return WrongPorts.answers(result -> result instanceof Attempted.Failed(Outcome.Throttled(var quota, var _))
                ? new Attempted.Failed(new Outcome.Throttled(quota))
                : result);
    }

    static Variant takesAnErrorForAnAnswer() {
        return WrongPorts.calls((target, request, limits, transport) -> {
            Attempted result = transport.call(target, request, limits);
            return !request.stream()
                            && result
                                    instanceof
                                    Attempted.Failed(Outcome.AnswerLost(String why, Optional<TokenUsage> told))
                            && why.equals(LostAnswers.ERROR)
                    ? new Attempted.Whole(error(), told.orElse(TokenUsage.NONE))
                    : result;
        });
    }

    private static ObjectNode error() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("error").put("type", "server_error");
        return answer;
    }

    static Variant skipsWhatItCannotRead() {
        return streams(Skipping::new);
    }

    static Variant boundsWhatIsReported() {
        return WrongPorts.calls((target, request, limits, transport) -> {
            Attempted result = transport.call(target, request, limits);
            return result instanceof Attempted.Whole(ObjectNode answer, TokenUsage usage, var _)
                    ? new Attempted.Whole(
                            answer,
                            bounded(usage, FleetAnswer.bound(request.body().json())))
                    : result;
        });
    }

    private static TokenUsage bounded(TokenUsage usage, long bound) {
        return new TokenUsage(usage.input(), Math.min(bound, usage.output()), usage.cacheRead(), usage.cacheWrite());
    }

    static Variant addsUpUsage() {
        return streams(Adding::new);
    }

    private static Variant streams(UnaryOperator<ModelStream> wrong) {
        return WrongPorts.answers(result -> result instanceof Attempted.Opened(ModelStream stream, var _)
                ? new Attempted.Opened(wrong.apply(stream))
                : result);
    }

    /// Goes on behind a frame that cannot be read.
    private record Skipping(ModelStream stream) implements ModelStream {
        @Override
        public Piece next() {
            Piece piece = stream.next();
            return piece instanceof Piece.Broken(Outcome.BrokenStream(String why)) && why.equals(LostAnswers.GARBLED)
                    ? stream.next()
                    : piece;
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    /// Reports the sum of all usage that its events have reported.
    private static final class Adding implements ModelStream {
        private final ModelStream stream;
        private TokenUsage sum = TokenUsage.NONE;

        Adding(ModelStream stream) {
            this.stream = stream;
        }

        @Override
        public Piece next() {
            Piece piece = stream.next();
            return piece instanceof Piece.Event(ModelEvent event)
                            && event.type().equals(ConverseEvents.METADATA)
                    ? new Piece.Event(new ModelEvent(ConverseEvents.METADATA, added(event.payload())))
                    : piece;
        }

        private ObjectNode added(ObjectNode told) {
            TokenUsage more = ConverseBody.usageIn(told);
            sum = TokenUsage.of(sum.input() + more.input(), sum.output() + more.output());
            ObjectNode payload = JsonNodeFactory.instance.objectNode();
            payload.putObject("usage").put("inputTokens", sum.input()).put("outputTokens", sum.output());
            return payload;
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    private WrongReadings() {}
}
