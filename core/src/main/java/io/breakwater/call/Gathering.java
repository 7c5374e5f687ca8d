package io.breakwater.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ConverseUsage;
import io.breakwater.dialect.GatheredAnswer;
import io.breakwater.routing.Outcome;

/// Reads a stream to its end for a caller who wants a whole answer. Nobody has seen a piece of it, so a
/// stream that breaks may still be left for another target.
final class Gathering {

    static Attempted whole(ModelStream stream) {
        GatheredAnswer answer = new GatheredAnswer();
        try (stream) {
            while (true) {
                switch (stream.next()) {
                    case ModelStream.Piece.Event(var event) -> answer.add(event);
                    case ModelStream.Piece.End() -> {
                        return ended(answer, new Outcome.AnswerLost(StreamDelivery.INCOMPLETE));
                    }
                    case ModelStream.Piece.Broken(Outcome.BrokenStream(String why)) -> {
                        return ended(answer, new Outcome.AnswerLost(why));
                    }
                    case ModelStream.Piece.Broken(Outcome outcome) -> {
                        return ended(answer, outcome);
                    }
                }
            }
        }
    }

    /// What has both closing events is whole, however its connection ended.
    private static Attempted ended(GatheredAnswer answer, Outcome broken) {
        if (!answer.whole()) {
            return new Attempted.Failed(broken);
        }
        return answer.defect()
                .<Attempted>map(defect -> new Attempted.Failed(new Outcome.AnswerLost(defect)))
                .orElseGet(() -> answered(answer.converse()));
    }

    private static Attempted answered(ObjectNode converse) {
        return new Attempted.Whole(converse, ConverseUsage.of(converse));
    }

    private Gathering() {}
}
