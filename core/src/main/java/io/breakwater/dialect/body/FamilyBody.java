package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// An InvokeModel body in the format of a model's family: the client's JSON, except for its bound.
/// Unknown members reach the model.
///
/// An answer's usage is read where Bedrock reports it for every family: for a whole answer in headers,
/// for a stream in `amazon-bedrock-invocationMetrics` of its last event ("InvokeModel" and
/// "InvokeModelWithResponseStream", Amazon Bedrock API Reference). Without these it is read from the
/// answer's own members, else estimated.
public final class FamilyBody implements ModelBody {
    private static final String MODEL = "model";
    private static final String STREAM = "stream";
    private static final String TIER = "service_tier";

    /// Members of an answer that do not hold its text.
    private static final Set<String> NO_TEXT = Set.of(
            "id",
            "object",
            MODEL,
            "role",
            "type",
            "stop_reason",
            "finish_reason",
            "stopReason",
            TIER,
            "system_fingerprint");

    private static final Set<String> STOPS = Set.of("stop_reason", "finish_reason", "stopReason");
    private static final Set<String> AT_BOUND = Set.of("length", "max_tokens");

    private final FamilyLanguage language;
    private final ObjectNode json;
    private final Set<Feature> needs;
    private final Map<String, String> headers;
    private final List<String> adapted;

    private FamilyBody(
            FamilyLanguage language,
            ObjectNode json,
            Set<Feature> needs,
            Map<String, String> headers,
            List<String> adapted) {
        this.language = language;
        this.json = json;
        this.needs = needs;
        this.headers = headers;
        this.adapted = adapted;
    }

    /// @param json in that format; not modified from now on
    static FamilyBody of(FamilyLanguage language, ObjectNode json) {
        return new FamilyBody(language, json, Set.copyOf(language.needs(json)), Map.of(), List.of());
    }

    /// The same for a caller who asks for the tier `flex`.
    ///
    /// @param has whether the model has it; others answer in the usual one, and are not asked for it in
    /// the body either
    FamilyBody flex(boolean has) {
        if (has) {
            return with(json, InvokeHeaders.FLEX);
        }
        ObjectNode usual = SharedMembers.of(json);
        usual.remove(TIER);
        return new FamilyBody(language, usual, needs, headers, List.of(TIER));
    }

    private FamilyBody with(ObjectNode changed, Map<String, String> more) {
        return new FamilyBody(language, changed, needs, InvokeHeaders.beside(headers, more), adapted);
    }

    @Override
    public ModelOperation operation(boolean stream) {
        return ModelApi.INVOKE.operation(stream);
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
    public boolean streamedBy(ModelCard model) {
        return model.operations().contains(operation(true)) && model.streaming().carries(needs);
    }

    @Override
    public boolean gathers() {
        return false;
    }

    @Override
    public long inputTokens() {
        return language.inputTokens(json);
    }

    @Override
    public long sentBound(long maxTokens) {
        return language.sentBound(maxTokens);
    }

    @Override
    public FamilyBody bounded(long maxTokens, TenantId tenant) {
        return with(language.bounded(json, maxTokens), InvokeHeaders.naming(tenant));
    }

    @Override
    public FamilyBody guarded(AppliedGuardrail guardrail, Target target, boolean stream) {
        return with(GuardrailConfig.inBody(json, guardrail, stream), GuardrailConfig.headers(guardrail, target));
    }

    @Override
    public ObjectNode json() {
        return json;
    }

    /// A chat completion may repeat what the path says.
    @Override
    public ObjectNode addressed(String modelId, boolean stream) {
        if (!json.has(MODEL) && !json.has(STREAM)) {
            return json;
        }
        ObjectNode addressed = SharedMembers.of(json);
        if (json.has(MODEL)) {
            addressed.put(MODEL, modelId);
        }
        return json.has(STREAM) ? addressed.put(STREAM, stream) : addressed;
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public TokenUsage usage(ObjectNode answer) {
        return told(answer).orElse(TokenUsage.NONE);
    }

    @Override
    public boolean isReported(ObjectNode answer) {
        return told(answer).isPresent();
    }

    @Override
    public TokenUsage charged(ObjectNode answer, Optional<TokenUsage> counted) {
        return counted.filter(count -> count.output() > 0)
                .or(() -> told(answer))
                .orElseGet(() -> TokenUsage.of(inputTokens(), TokenEstimator.tokensOfText(textBytes(answer))));
    }

    /// The usage in the family's own members of an answer.
    private static Optional<TokenUsage> told(ObjectNode answer) {
        JsonNode usage = answer.path("usage");
        if (usage.path("prompt_tokens").isIntegralNumber()) {
            return Optional.of(ChatBody.usage(usage, "prompt_tokens", "completion_tokens"));
        }
        return Stream.of(
                        counts(answer, "prompt_token_count", "generation_token_count"),
                        counts(usage, "inputTokens", "outputTokens"))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<TokenUsage> counts(JsonNode in, String input, String output) {
        return in.path(input).isIntegralNumber() && in.path(output).isIntegralNumber()
                ? Optional.of(new TokenUsage(
                        count(in.path(input)),
                        count(in.path(output)),
                        count(in.path("cacheReadInputTokenCount")),
                        count(in.path("cacheWriteInputTokenCount"))))
                : Optional.empty();
    }

    private static long count(JsonNode count) {
        return Math.max(0, count.asLong());
    }

    @Override
    public boolean endedAtBound(ObjectNode answer) {
        return STOPS.stream()
                .flatMap(member -> answer.findValues(member).stream())
                .anyMatch(reason -> AT_BOUND.contains(reason.asText()));
    }

    @Override
    public Function<ModelEvent, Optional<TokenUsage>> streamUsage() {
        return event -> InvokeHeaders.counted(event.payload(), TokenUsage.NONE);
    }

    @Override
    public boolean isContent(ModelEvent event) {
        return textBytes(event) > 0
                || event.payload().has(InvokeHeaders.METRICS)
                || STOPS.stream()
                        .anyMatch(member -> event.payload().findPath(member).isTextual());
    }

    @Override
    public long textBytes(ModelEvent event) {
        return textBytes(event.payload());
    }

    private static long textBytes(JsonNode node) {
        if (node.isTextual()) {
            return TokenEstimator.utf8Bytes(node.textValue());
        }
        if (node.isArray()) {
            return node.valueStream().mapToLong(FamilyBody::textBytes).sum();
        }
        return node.propertyStream()
                .filter(member -> !NO_TEXT.contains(member.getKey()))
                .mapToLong(member -> textBytes(member.getValue()))
                .sum();
    }

    @Override
    public StreamEnd streamEnd() {
        return StreamEnd.with(InvokeHeaders.METRICS);
    }

    @Override
    public GatheredAnswer gathering() {
        throw new IllegalStateException("a stream of " + language + " is not made a whole answer");
    }
}
