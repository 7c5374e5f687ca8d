package io.breakwater.dialect.bedrock;

import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.body.ModelEvent;
import java.util.List;

/// A ConverseStream answer, each event as it came, but that a text is cut between characters.
final class BedrockStream implements AnswerStream {
    private final WholeDeltas deltas = new WholeDeltas();

    @Override
    public String contentType() {
        return "application/vnd.amazon.eventstream";
    }

    /// The binary form has no message that clients pass over.
    @Override
    public List<Frame> keepAlive() {
        return List.of();
    }

    @Override
    public List<Frame> on(ModelEvent event) {
        return deltas.next(event).stream()
                .map(whole -> (Frame) new Frame.AwsEvent(whole.type(), whole.payload()))
                .toList();
    }

    @Override
    public List<Frame> end() {
        return List.of();
    }

    @Override
    public List<Frame> broken(Refusal refusal) {
        return List.of(new Frame.AwsException(BedrockError.inStream(refusal), BedrockError.body(refusal)));
    }
}
