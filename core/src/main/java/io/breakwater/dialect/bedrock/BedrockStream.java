package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.body.ConverseEvents;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.json.WholeCharacters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One stream in Bedrock's format: AWS events, which the given function makes from the model's events.
/// Events of a ConverseStream answer pass unchanged, except that texts are cut between whole characters
/// ([WholeCharacters]).
final class BedrockStream implements AnswerStream {
    private static final String INDEX = "contentBlockIndex";

    /// The members of a delta that bring text ("ContentBlockDelta", Amazon Bedrock API Reference).
    private static final List<String> TEXTS = List.of("/text", "/toolUse/input", "/reasoningContent/text");

    /// By block and pointer.
    private final Map<String, WholeCharacters> characters = new HashMap<>();

    private final Function<ModelEvent, List<Frame>> frames;

    /// A ConverseStream answer.
    BedrockStream() {
        this.frames = event -> whole(event).stream()
                .map(whole -> (Frame) new Frame.AwsEvent(whole.type(), whole.payload()))
                .toList();
    }

    BedrockStream(Function<ModelEvent, List<Frame>> frames) {
        this.frames = frames;
    }

    @Override
    public String contentType() {
        return "application/vnd.amazon.eventstream";
    }

    /// No frames: the binary form has no message that clients ignore.
    @Override
    public List<Frame> keepAlive() {
        return List.of();
    }

    @Override
    public List<Frame> on(ModelEvent event) {
        return frames.apply(event);
    }

    @Override
    public List<Frame> end() {
        return List.of();
    }

    @Override
    public List<Frame> broken(Refusal refusal) {
        return List.of(new Frame.AwsException(BedrockError.inStream(refusal), BedrockError.body(refusal)));
    }

    private List<ModelEvent> whole(ModelEvent event) {
        int block = event.payload().path(INDEX).asInt();
        return switch (event.type()) {
            case ConverseEvents.BLOCK_DELTA -> List.of(delta(event, block));
            case ConverseEvents.BLOCK_STOP -> stop(event, block);
            case ConverseEvents.METADATA -> List.of(metadata(event));
            default -> List.of(event);
        };
    }

    private static ModelEvent metadata(ModelEvent event) {
        return new ModelEvent(event.type(), ConverseBody.ofConverse(event.payload()));
    }

    private ModelEvent delta(ModelEvent event, int block) {
        JsonNode delta = event.payload().path("delta");
        for (String pointer : TEXTS) {
            JsonNode text = delta.at(pointer);
            if (text.isTextual()) {
                return with(event, block, pointer, text.textValue());
            }
        }
        return event;
    }

    private ModelEvent with(ModelEvent event, int block, String pointer, String text) {
        String whole = characters
                .computeIfAbsent(block + pointer, _ -> new WholeCharacters())
                .next(text);
        if (whole.equals(text)) {
            return event;
        }
        ObjectNode payload = event.payload().deepCopy();
        put(payload, pointer, whole);
        return new ModelEvent(event.type(), payload);
    }

    private List<ModelEvent> stop(ModelEvent event, int block) {
        return TEXTS.stream()
                .flatMap(pointer -> rest(event, block, pointer).stream())
                .findFirst()
                .map(rest -> List.of(rest, event))
                .orElse(List.of(event));
    }

    /// The replacement for half a character that was held back when its block ended.
    private Optional<ModelEvent> rest(ModelEvent stop, int block, String pointer) {
        WholeCharacters ended = characters.remove(block + pointer);
        String rest = ended == null ? "" : ended.rest();
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode payload = stop.payload().objectNode().put(INDEX, block);
        put(payload, pointer, rest);
        return Optional.of(new ModelEvent(ConverseEvents.BLOCK_DELTA, payload));
    }

    private static void put(ObjectNode payload, String pointer, String text) {
        int last = pointer.lastIndexOf('/');
        payload.withObject("/delta" + pointer.substring(0, last)).put(pointer.substring(last + 1), text);
    }
}
