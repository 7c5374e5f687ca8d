package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.SharedMembers;
import io.breakwater.model.AppliedGuardrail;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// A body of OpenAI's Responses for models that have this API: the client's own JSON, except for the
/// members that the gateway sets ("Responses", Amazon Bedrock User Guide). Unknown members reach the
/// model. The features in the catalogue are those by Converse; here the model itself refuses what it
/// lacks.
public final class ResponsesBody implements ModelBody {
    /// The smallest bound that is accepted ("Responses", OpenAI API reference).
    public static final long LEAST_TOKENS = 16;

    private static final String MODEL = "model";
    private static final String INPUT = "input";
    private static final String STREAM = "stream";
    private static final String BOUND = "max_output_tokens";
    private static final String USAGE = "usage";

    /// Events that open an answer or an item of it.
    private static final Set<String> OPENING = Set.of(
            ResponseEvents.CREATED,
            ResponseEvents.IN_PROGRESS,
            "response.queued",
            "response.output_item.added",
            "response.content_part.added",
            "response.reasoning_summary_part.added",
            "keepalive");

    private static final Set<String> NOT_READ = Set.of("role", "type", "id", "call_id", "status", "detail");

    private final ObjectNode json;
    private final List<String> adapted;
    private final Storing storing;
    private final boolean translated;

    /// Whether a response is stored, and what it continues.
    ///
    /// @param stores whether Bedrock stores it, for 30 days
    /// @param before an estimate of the tokens that the model reads from the stored conversation
    public record Storing(boolean stores, long before) {
        public static final Storing NOTHING = new Storing(false, 0);
    }

    private ResponsesBody(ObjectNode json, List<String> adapted, Storing storing, boolean translated) {
        this.json = json;
        this.adapted = List.copyOf(adapted);
        this.storing = storing;
        this.translated = translated;
    }

    /// @param json as the client wrote it; not modified from now on
    /// @param adapted the labels of what was adapted
    public static ResponsesBody of(ObjectNode json, List<String> adapted, Storing storing) {
        return new ResponsesBody(json, adapted, storing, false);
    }

    /// A translated request; its answers are translated back to Converse. It is never stored.
    ///
    /// @param json not modified from now on
    /// @param adapted the labels of what was adapted in the client's request
    static ResponsesBody translated(ObjectNode json, List<String> adapted) {
        return new ResponsesBody(json, adapted, Storing.NOTHING, true);
    }

    public static boolean isSpokenBy(ModelCard model) {
        return model.operations().contains(ModelOperation.OPENAI_RESPONSES);
    }

    /// Whether a model limited to one API is GPT called by Responses.
    static boolean asksGpt(ModelCard model) {
        return model.id().provider().equals("openai") && model.apis().equals(List.of(ModelApi.OPENAI_RESPONSES));
    }

    @Override
    public ModelOperation operation(boolean stream) {
        return ModelApi.OPENAI_RESPONSES.operation(stream);
    }

    @Override
    public Set<Feature> needs() {
        return Set.of();
    }

    @Override
    public List<String> adapted() {
        return adapted;
    }

    @Override
    public boolean streamedBy(ModelCard model) {
        return model.operations().contains(ModelOperation.OPENAI_RESPONSES_STREAM);
    }

    /// The estimate by the arithmetic of [TokenEstimator].
    @Override
    public long inputTokens() {
        InputTally tally = new InputTally();
        json.forEachEntry((name, value) -> {
            switch (name) {
                case "instructions", INPUT -> read(value, tally);
                case "metadata", "include", "stream_options", "tool_choice", "reasoning" -> {}
                default -> {
                    if (value.isContainerNode()) {
                        tally.written(value);
                    }
                }
            }
        });
        return tally.tokens(Math.max(1, json.path(INPUT).size())) + storing.before();
    }

    @Override
    public long storedTokens() {
        return storing.before();
    }

    private static void read(JsonNode node, InputTally tally) {
        tally.read(node, part -> readPart(part, tally));
    }

    private static void readPart(JsonNode part, InputTally tally) {
        switch (part.path("type").asText()) {
            case "input_image" -> tally.flat(TokenEstimator.TOKENS_PER_IMAGE);
            case "input_file" -> tally.file(part.path("file_data").asText().length());
            default ->
                part.forEachEntry((name, value) -> {
                    if (!NOT_READ.contains(name)) {
                        read(value, tally);
                    }
                });
        }
    }

    @Override
    public Optional<ModelBody> withoutThoughts() {
        ArrayNode kept = json.arrayNode();
        json.path(INPUT).valueStream().filter(item -> !Thoughts.isSealed(item)).forEach(kept::add);
        if (kept.size() == json.path(INPUT).size()) {
            return Optional.empty();
        }
        ObjectNode readable = SharedMembers.of(json);
        readable.set(INPUT, kept);
        List<String> named = Stream.concat(adapted.stream(), Stream.of(Thoughts.ITEM))
                .distinct()
                .toList();
        return Optional.of(new ResponsesBody(readable, named, storing, translated));
    }

    @Override
    public long sentBound(long maxTokens) {
        return Math.max(LEAST_TOKENS, maxTokens);
    }

    /// The tenant is not named, as the API has no place for it.
    @Override
    public ResponsesBody bounded(long maxTokens, TenantId tenant) {
        return new ResponsesBody(SharedMembers.of(json).put(BOUND, sentBound(maxTokens)), adapted, storing, translated);
    }

    /// Never used: AWS's pages disagree on whether Responses apply guardrails, so this API is not used
    /// with one.
    @Override
    public ResponsesBody guarded(AppliedGuardrail guardrail, Target target, boolean stream) {
        throw new IllegalStateException("it is not certain that a guardrail is applied by Responses");
    }

    @Override
    public ObjectNode json() {
        return json;
    }

    /// Bedrock stores a response unless it is told not to.
    @Override
    public ObjectNode addressed(String modelId, boolean stream) {
        ObjectNode addressed = SharedMembers.of(json).put(MODEL, modelId).put("store", storing.stores());
        if (stream) {
            addressed.put(STREAM, true);
        } else {
            addressed.remove(List.of(STREAM, "stream_options"));
        }
        return addressed;
    }

    @Override
    public TokenUsage usage(ObjectNode answer) {
        return ChatBody.usage(answer.path(USAGE), "input_tokens", "output_tokens");
    }

    @Override
    public boolean endedAtBound(ObjectNode answer) {
        return answer.path("incomplete_details").path("reason").asText().equals(BOUND);
    }

    @Override
    public Function<ModelEvent, Optional<TokenUsage>> streamUsage() {
        return event -> event.payload().path(ResponseEvents.RESPONSE) instanceof ObjectNode response
                        && response.path(USAGE).isObject()
                ? Optional.of(usage(response))
                : Optional.empty();
    }

    @Override
    public boolean isContent(ModelEvent event) {
        return !OPENING.contains(event.type());
    }

    @Override
    public long textBytes(ModelEvent event) {
        return TokenEstimator.utf8Bytes(event.payload().path("delta").asText(""));
    }

    /// A failed response is whole for a client of Responses, which reads the failure; in any other
    /// dialect it is a broken stream.
    @Override
    public StreamEnd streamEnd() {
        return new StreamEnd(
                List.of(ResponseEvents.COMPLETED),
                translated
                        ? Set.of(ResponseEvents.INCOMPLETE)
                        : Set.of(ResponseEvents.INCOMPLETE, ResponseEvents.FAILED));
    }

    @Override
    public GatheredAnswer gathering() {
        return new GatheredResponse(streamEnd());
    }

    @Override
    public ModelApi answersIn() {
        return translated ? ModelApi.CONVERSE : ModelApi.OPENAI_RESPONSES;
    }

    @Override
    public ObjectNode translatedAnswer(ObjectNode answer, long millis) {
        return translated ? ConverseOfResponse.whole(answer, usage(answer), millis) : answer;
    }

    @Override
    public Function<ModelEvent, List<ModelEvent>> eventTranslation(LongSupplier millis) {
        return translated ? new ConverseOfResponse(this::usage, millis)::on : List::of;
    }
}
