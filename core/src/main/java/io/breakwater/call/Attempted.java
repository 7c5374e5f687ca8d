package io.breakwater.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.GatheredAnswer;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The result of a call.
public sealed interface Attempted {

    /// The whole answer as the model sent it, with the usage it reports.
    ///
    /// @param headers of the answer, those that are the caller's
    ///     ([io.breakwater.dialect.BedrockHeaders#ANSWERED])
    record Whole(ObjectNode answer, TokenUsage usage, Map<String, String> headers) implements Attempted {

        public Whole(ObjectNode answer, TokenUsage usage) {
            this(answer, usage, Map.of());
        }
    }

    /// A stream whose first content has arrived.
    ///
    /// @param headers as for [Whole]
    record Opened(ModelStream stream, Map<String, String> headers) implements Attempted {

        public Opened(ModelStream stream) {
            this(stream, Map.of());
        }

        /// Reads the stream to its end, for a caller who wants a whole answer. The caller has seen
        /// nothing of it yet, so after a broken stream another target may still be tried.
        ///
        /// @param body the body that the stream answers
        Attempted gathered(ModelBody body) {
            GatheredAnswer answer = body.gathering();
            Function<ModelEvent, Optional<TokenUsage>> usage = body.streamUsage();
            Optional<TokenUsage> told = Optional.empty();
            try (stream) {
                while (true) {
                    switch (stream.next()) {
                        case ModelStream.Piece.Event(var event) -> {
                            answer.add(event);
                            Optional<TokenUsage> before = told;
                            told = usage.apply(event).or(() -> before);
                        }
                        case ModelStream.Piece.End() -> {
                            return ended(body, answer, told, new Outcome.AnswerLost(answer.broken(), told));
                        }
                        case ModelStream.Piece.Broken(Outcome.BrokenStream(String why)) -> {
                            return ended(body, answer, told, new Outcome.AnswerLost(why, told));
                        }
                        case ModelStream.Piece.Broken(Outcome.TooSlow(TimeLimit.Owner limit, var _)) -> {
                            return ended(body, answer, told, new Outcome.TooSlow(limit, told));
                        }
                        case ModelStream.Piece.Broken(Outcome outcome) -> {
                            return ended(body, answer, told, outcome);
                        }
                    }
                }
            }
        }

        /// A stream whose closing events arrived is whole, however its connection ended.
        private Attempted ended(ModelBody body, GatheredAnswer answer, Optional<TokenUsage> told, Outcome broken) {
            if (!answer.whole()) {
                return new Attempted.Failed(broken);
            }
            return answer.defect()
                    .<Attempted>map(defect -> new Attempted.Failed(new Outcome.AnswerLost(defect, told)))
                    .orElseGet(() -> answered(body, answer.answer()));
        }

        private Attempted answered(ModelBody body, ObjectNode answer) {
            return new Attempted.Whole(answer, body.charged(answer, Optional.empty()), headers);
        }
    }

    /// No answer.
    record Failed(Outcome outcome) implements Attempted {}
}
