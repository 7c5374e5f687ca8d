package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.SharedMembers;
import io.breakwater.model.AppliedGuardrail;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// The body of a Bedrock Converse request. Every model with the operation Converse understands it, so
/// every dialect can be translated into it.
public final class ConverseBody implements ModelBody, ModelBodies {
    /// The gateway's own key in `requestMetadata`.
    public static final String TENANT = "tenant";

    /// Beside a body: the answer is to be JSON, by no schema.
    public static final String JSON_OBJECT = "response_format.json_object";

    /// Beside a body: whether the answer's schema is to be followed to the letter, where the client says so.
    public static final String FORMAT_STRICT = "response_format.strict";

    private static final Set<String> COUNTED =
            Set.of("messages", "system", "toolConfig", "additionalModelRequestFields");

    /// The gateway's own member of a translated answer or of its `metadata`, for dialects that tell
    /// this number: Converse has no place for it.
    static final String REASONING_TOKENS = "breakwater:reasoningTokens";

    private static final String INFERENCE = "inferenceConfig";
    private static final String METADATA = "requestMetadata";

    private final ObjectNode json;
    private final Set<Feature> needs;
    private final BodySchemas schemas;
    private final List<String> adapted;
    private final ObjectNode beside;
    private final Map<List<BodyChange>, ConverseBody> adaptedBodies = new ConcurrentHashMap<>();
    private final Map<List<BodyChange>, BodyChoice> responses = new ConcurrentHashMap<>();

    private ConverseBody(
            ObjectNode json, Set<Feature> needs, BodySchemas schemas, List<String> adapted, ObjectNode beside) {
        this.json = json;
        this.needs = needs;
        this.schemas = schemas;
        this.adapted = adapted;
        this.beside = beside;
    }

    /// @param json without `modelId` and `inferenceConfig.maxTokens`; not modified from now on
    public static ConverseBody of(ObjectNode json) {
        return of(json, List.of());
    }

    /// A request that was adapted for all models.
    ///
    /// @param adapted the labels by which an answer names the changes
    public static ConverseBody of(ObjectNode json, List<String> adapted) {
        return of(json, adapted, json.objectNode());
    }

    /// The same with what OpenAI's Responses have a place for and Converse has none.
    ///
    /// @param beside each by the name by which `adapted` has it, if it has, see [ResponseOfConverse]; not modified
    public static ConverseBody of(ObjectNode json, List<String> adapted, ObjectNode beside) {
        return new ConverseBody(
                json, Set.copyOf(ConverseNeeds.of(json)), BodySchemas.of(json), List.copyOf(adapted), beside);
    }

    /// A model that has Responses but not Converse gets a translation to Responses.
    @Override
    public BodyChoice of(ModelCard model) {
        if (model.operations().contains(ModelOperation.CONVERSE)) {
            return new BodyChoice.Spoken(with(Adaptation.to(model, json, needs, schemas)));
        }
        if (ResponsesBody.isSpokenBy(model)) {
            return response(model);
        }
        return new BodyChoice.NotSpoken(
                model.id().embeds()
                        ? "the model is an embedding model and answers no chats; call /v1/embeddings"
                        : "the model has no operation " + ModelOperation.CONVERSE.label());
    }

    private BodyChoice response(ModelCard model) {
        List<BodyChange> changes = Adaptation.to(model, json, needs, schemas);
        ConverseBody changed = with(changes);
        return model.features().containsAll(changed.needs)
                ? responses.computeIfAbsent(changes, _ -> ResponseOfConverse.of(changed.json, changed.adapted, beside))
                : new BodyChoice.NotSpoken(model.lacking(changed.needs), model.lacks(changed.needs));
    }

    /// One body for all models with the same changes, so that it is estimated once.
    private ConverseBody with(List<BodyChange> changes) {
        return changes.isEmpty() ? this : adaptedBodies.computeIfAbsent(changes, this::changed);
    }

    private ConverseBody changed(List<BodyChange> changes) {
        ObjectNode changed = json;
        for (BodyChange change : changes) {
            changed = change.in(changed);
        }
        List<String> labels = Stream.concat(
                        adapted.stream(), changes.stream().flatMap(change -> change.label().stream()))
                .distinct()
                .toList();
        return new ConverseBody(changed, Set.copyOf(ConverseNeeds.of(changed)), BodySchemas.FIT, labels, beside);
    }

    @Override
    public ModelOperation operation(boolean stream) {
        return stream ? ModelOperation.CONVERSE_STREAM : ModelOperation.CONVERSE;
    }

    @Override
    public Set<Feature> needs() {
        return needs;
    }

    @Override
    public List<String> adapted() {
        return adapted;
    }

    @Override
    public OptionalInt grammar() {
        return BodySchemas.compiled(
                json.path("outputConfig").path("textFormat").path("structure"),
                json.path("toolConfig").path("tools"),
                tool -> tool.path(BodySchemas.SPEC));
    }

    @Override
    public boolean streamedBy(ModelCard model) {
        return model.operations().contains(ModelOperation.CONVERSE_STREAM)
                && model.streaming().carries(needs);
    }

    @Override
    public long inputTokens() {
        return TokenEstimator.inputTokens(json);
    }

    /// Puts the tenant into `requestMetadata`, beside the caller's own pairs and never with the
    /// caller's value: Bedrock writes it into its invocation log ("Converse", Amazon Bedrock API
    /// Reference).
    @Override
    public ConverseBody bounded(long maxTokens, TenantId tenant) {
        ObjectNode bounded = SharedMembers.of(json);
        bounded.set(INFERENCE, asked(INFERENCE).put("maxTokens", maxTokens));
        bounded.set(METADATA, asked(METADATA).put(TENANT, tenant.value()));
        return new ConverseBody(bounded, needs, schemas, adapted, beside);
    }

    @Override
    public ConverseBody guarded(AppliedGuardrail guardrail, Target target, boolean stream) {
        ObjectNode guarded = SharedMembers.of(json);
        guarded.set("guardrailConfig", GuardrailConfig.of(guardrail, target, stream));
        return new ConverseBody(guarded, needs, schemas, adapted, beside);
    }

    private ObjectNode asked(String member) {
        return json.path(member) instanceof ObjectNode asked ? SharedMembers.of(asked) : json.objectNode();
    }

    /// ("ConverseTokensRequest", Amazon Bedrock API Reference)
    @Override
    public Optional<ObjectNode> counted() {
        ObjectNode input = json.objectNode();
        input.set("converse", SharedMembers.of(json).retain(COUNTED));
        return Optional.of(input);
    }

    @Override
    public ObjectNode json() {
        return json;
    }

    @Override
    public TokenUsage usage(ObjectNode answer) {
        return usageIn(answer);
    }

    @Override
    public boolean endedAtBound(ObjectNode answer) {
        return answer.path("stopReason").asText().equals("max_tokens");
    }

    @Override
    public Function<ModelEvent, Optional<TokenUsage>> streamUsage() {
        return event ->
                event.type().equals(ConverseEvents.METADATA) ? Optional.of(usageIn(event.payload())) : Optional.empty();
    }

    @Override
    public boolean isContent(ModelEvent event) {
        return !event.type().equals(ConverseEvents.MESSAGE_START)
                && !event.type().equals(ConverseEvents.BLOCK_START);
    }

    @Override
    public long textBytes(ModelEvent event) {
        if (!event.type().equals(ConverseEvents.BLOCK_DELTA)) {
            return 0;
        }
        JsonNode delta = event.payload().path("delta");
        return bytes(delta.path("text"))
                + bytes(delta.path("toolUse").path("input"))
                + bytes(delta.path("reasoningContent").path("text"));
    }

    private static long bytes(JsonNode text) {
        return text.asText("").getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public StreamEnd streamEnd() {
        return new StreamEnd(List.of(ConverseEvents.MESSAGE_STOP, ConverseEvents.METADATA));
    }

    @Override
    public GatheredAnswer gathering() {
        return new GatheredConverseAnswer(streamEnd());
    }

    /// The usage in a whole answer or in a `metadata` payload; absent or negative counts are 0.
    public static TokenUsage usageIn(JsonNode answerOrMetadata) {
        JsonNode usage = answerOrMetadata.path("usage");
        long written = count(usage, "cacheWriteInputTokens");
        return new TokenUsage(
                count(usage, "inputTokens"),
                count(usage, "outputTokens"),
                count(usage, "cacheReadInputTokens"),
                written,
                Math.min(written, keptForAnHour(usage)));
    }

    /// CacheDetail (Amazon Bedrock API Reference).
    private static long keptForAnHour(JsonNode usage) {
        return usage.path("cacheDetails")
                .valueStream()
                .filter(detail -> detail.path("ttl").asText().equals(CachePoints.HOUR))
                .mapToLong(detail -> count(detail, "inputTokens"))
                .sum();
    }

    /// How many tokens of the output were thinking, if the answer came from an API that reports it. Converse does not.
    public static OptionalLong reasoningTokens(JsonNode answerOrMetadata) {
        JsonNode tokens = answerOrMetadata.path(REASONING_TOKENS);
        return tokens.isIntegralNumber() ? OptionalLong.of(Math.max(0, tokens.asLong())) : OptionalLong.empty();
    }

    /// The same answer or `metadata` as Converse's clients read it, without the gateway's own member;
    /// the same object if it has none.
    public static ObjectNode ofConverse(ObjectNode answerOrMetadata) {
        if (!answerOrMetadata.has(REASONING_TOKENS)) {
            return answerOrMetadata;
        }
        ObjectNode theirs = SharedMembers.of(answerOrMetadata);
        theirs.remove(REASONING_TOKENS);
        return theirs;
    }

    private static long count(JsonNode usage, String member) {
        return Math.max(0, usage.path(member).asLong());
    }
}
