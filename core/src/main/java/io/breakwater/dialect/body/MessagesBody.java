package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// A body of Anthropic's Messages as Claude takes it by InvokeModel: the client's own JSON, but for what the
/// gateway owns ("Anthropic Claude Messages API", Amazon Bedrock User Guide). Members that nobody here knows
/// reach the model.
///
/// What Converse has members for goes in headers here: the tenant in `X-Amzn-Bedrock-Request-Metadata`, a
/// guardrail in `X-Amzn-Bedrock-GuardrailIdentifier` and its like ("InvokeModel", Amazon Bedrock API
/// Reference).
public final class MessagesBody implements ModelBody {
    public static final String VERSION = "anthropic_version";

    /// The one version that InvokeModel has known from the beginning, whatever the client's.
    public static final String BEDROCKS_VERSION = "bedrock-2023-05-31";

    /// Where Bedrock is told how to check a stream; clients do not say that.
    public static final String BEDROCKS_OWN = "amazon-bedrock-";

    private static final String MAX_TOKENS = "max_tokens";
    private static final String BUDGET_TOKENS = "budget_tokens";

    /// The least tokens to think with that Claude takes ("Extended thinking", Amazon Bedrock User Guide).
    public static final long LEAST_BUDGET_TOKENS = 1_024;

    private final ObjectNode json;
    private final Set<Feature> needs;
    private final Map<String, String> headers;

    private MessagesBody(ObjectNode json, Set<Feature> needs, Map<String, String> headers) {
        this.json = json;
        this.needs = needs;
        this.headers = headers;
    }

    /// @param json without `model` and `stream`; not modified from now on
    public static MessagesBody of(ObjectNode json) {
        return new MessagesBody(json, Set.copyOf(MessagesNeeds.of(json)), Map.of());
    }

    /// Whether a model takes such a body.
    public static boolean isSpokenBy(ModelCard model) {
        return model.id().isClaude() && model.operations().contains(ModelOperation.INVOKE);
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
        return List.of();
    }

    @Override
    public OptionalInt grammar() {
        return BodySchemas.compiled(json.path("output_config").path("format"), json.path("tools"), tool -> tool);
    }

    @Override
    public boolean streamedBy(ModelCard model) {
        return model.operations().contains(ModelOperation.INVOKE_WITH_RESPONSE_STREAM)
                && model.streaming().carries(needs);
    }

    @Override
    public long inputTokens() {
        return MessagesEstimator.inputTokens(json);
    }

    @Override
    public MessagesBody bounded(long maxTokens, TenantId tenant) {
        ObjectNode bounded = thinkingWithin(SharedMembers.of(json).put(MAX_TOKENS, maxTokens), maxTokens);
        ObjectNode metadata = JsonNodeFactory.instance.objectNode().put(ConverseBody.TENANT, tenant.value());
        return new MessagesBody(bounded, needs, with(Map.of("X-Amzn-Bedrock-Request-Metadata", metadata.toString())));
    }

    /// The tokens to think with stay below the bound, which may be lower than the client's ("Extended thinking",
    /// Amazon Bedrock User Guide); below the least that Claude takes there is no thinking.
    private static ObjectNode thinkingWithin(ObjectNode bounded, long maxTokens) {
        if (!(bounded.path("thinking") instanceof ObjectNode thinking)
                || thinking.path(BUDGET_TOKENS).asLong() < maxTokens) {
            return bounded;
        }
        if (maxTokens <= LEAST_BUDGET_TOKENS) {
            bounded.remove("thinking");
            return bounded;
        }
        ObjectNode less = SharedMembers.of(thinking).put(BUDGET_TOKENS, maxTokens - 1);
        bounded.set("thinking", less);
        return bounded;
    }

    @Override
    public MessagesBody guarded(AppliedGuardrail guardrail, Target target, boolean stream) {
        return new MessagesBody(
                GuardrailConfig.inBody(json, guardrail, stream),
                needs,
                with(GuardrailConfig.headers(guardrail, target)));
    }

    private Map<String, String> with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(headers);
        all.putAll(more);
        return Map.copyOf(all);
    }

    @Override
    public ObjectNode json() {
        return json;
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public TokenUsage usage(ObjectNode answer) {
        return MessagesUsage.of(answer);
    }

    @Override
    public boolean endedAtBound(ObjectNode answer) {
        return answer.path("stop_reason").asText().equals("max_tokens");
    }

    @Override
    public Function<ModelEvent, Optional<TokenUsage>> streamUsage() {
        return new MessagesUsage()::on;
    }

    @Override
    public boolean isContent(ModelEvent event) {
        return !Set.of(MessagesEvents.MESSAGE_START, MessagesEvents.BLOCK_START, MessagesEvents.PING)
                .contains(event.type());
    }

    @Override
    public long textBytes(ModelEvent event) {
        if (!event.type().equals(MessagesEvents.BLOCK_DELTA)) {
            return 0;
        }
        JsonNode delta = event.payload().path("delta");
        return bytes(delta.path("text")) + bytes(delta.path("partial_json")) + bytes(delta.path("thinking"));
    }

    private static long bytes(JsonNode text) {
        return TokenEstimator.utf8Bytes(text.asText(""));
    }

    @Override
    public StreamEnd streamEnd() {
        return new StreamEnd(List.of(MessagesEvents.MESSAGE_STOP));
    }

    @Override
    public GatheredAnswer gathering() {
        return new GatheredMessage(streamEnd());
    }
}
