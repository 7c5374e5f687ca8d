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
                        return meter.whole()
                                ? new Attempted.Whole(answer.converse(), meter.usage())
                                : new Attempted.Failed(new Outcome.AnswerLost(StreamDelivery.INCOMPLETE));
                    }
                    case ModelStream.Piece.Broken(Outcome.BrokenStream(String why)) -> {
                        return new Attempted.Failed(new Outcome.AnswerLost(why));
                    }
                    case ModelStream.Piece.Broken(Outcome outcome) -> {
                        return new Attempted.Failed(outcome);
                    }
                }
            }
        }
    }

    private Gathering() {}
}
