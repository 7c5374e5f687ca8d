package io.breakwater.call;

import io.breakwater.dialect.GatheredAnswer;
import io.breakwater.routing.Outcome;

/// Reads a stream to its end for a caller who wants a whole answer. Nobody has seen a piece of it, so a
/// stream that breaks may still be left for another target.
final class Gathering {

    static Attempted whole(ModelStream stream) {
        GatheredAnswer answer = new GatheredAnswer();
        UsageMeter meter = new UsageMeter(0);
        try (stream) {
            while (true) {
                switch (stream.next()) {
                    case ModelStream.Piece.Event(var event) -> {
                        meter.see(event);
                        answer.add(event);
                    }
                    case ModelStream.Piece.End() -> {
                        return ended(answer, meter, new Outcome.AnswerLost(StreamDelivery.INCOMPLETE));
                    }
                    case ModelStream.Piece.Broken(Outcome.BrokenStream(String why)) -> {
                        return ended(answer, meter, new Outcome.AnswerLost(why));
                    }
                    case ModelStream.Piece.Broken(Outcome outcome) -> {
                        return ended(answer, meter, outcome);
                    }
                }
            }
        }
    }

    /// What has both closing events is whole, however its connection ended.
    private static Attempted ended(GatheredAnswer answer, UsageMeter meter, Outcome broken) {
        if (!meter.whole()) {
            return new Attempted.Failed(broken);
        }
        return answer.defect()
                .<Attempted>map(defect -> new Attempted.Failed(new Outcome.AnswerLost(defect)))
                .orElseGet(() -> new Attempted.Whole(answer.converse(), meter.usage()));
    }

    private Gathering() {}
}
