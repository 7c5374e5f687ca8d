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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A body of Anthropic's Messages for Claude, by Anthropic's own API or by InvokeModel: the client's
/// own JSON, except for the members that the gateway sets ("Anthropic Messages", Amazon Bedrock User
/// Guide). Unknown members reach the model. InvokeModel has version and betas in the body, Anthropic's
/// API in headers.
///
/// Values that Converse has members for go in headers of InvokeModel: the tenant in
/// `X-Amzn-Bedrock-Request-Metadata`, a guardrail in `X-Amzn-Bedrock-GuardrailIdentifier` and its like
/// ("InvokeModel", Amazon Bedrock API Reference). Anthropic's API has no place for the tenant, and
/// AWS's pages do not mention guardrails for it.
public final class MessagesBody implements ModelBody {
    public static final String VERSION = "anthropic_version";
    public static final String BETAS = "anthropic_beta";

    /// The one version that InvokeModel has known from the beginning.
    public static final String BEDROCKS_VERSION = "bedrock-2023-05-31";

    /// The same version in Anthropic's own API.
    public static final String OLDER_VERSION = "2023-06-01";

    /// The version that only newer models know, by both APIs ("Versions", Claude API documentation).
    public static final String NEWER_VERSION = "2026-10-21";

    /// The prefix of Bedrock's own members, such as the one that says how to check a stream; clients do
    /// not send them.
    public static final String BEDROCKS_OWN = "amazon-bedrock-";

    private static final String MAX_TOKENS = "max_tokens";
    private static final String BUDGET_TOKENS = "budget_tokens";

    /// The smallest budget for thinking that Claude takes ("Extended thinking", Amazon Bedrock User
    /// Guide).
    public static final long LEAST_BUDGET_TOKENS = 1_024;

    /// A name that a header can carry in a list: a token of HTTP (RFC 9110).
    private static final Pattern BETA = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /// The most characters of betas in one header; front ends take about 8 KB of headers in all.
    private static final int LONGEST_BETAS = 4_096;

    private final ModelApi api;
    private final ObjectNode json;
    private final Set<Feature> needs;
    private final Map<String, String> headers;

    private MessagesBody(ModelApi api, ObjectNode json, Set<Feature> needs, Map<String, String> headers) {
        this.api = api;
        this.json = json;
        this.needs = needs;
        this.headers = headers;
    }

    /// A body for InvokeModel.
    ///
    /// @param json without `model` and `stream`, with version and betas; not modified from now on
    public static MessagesBody of(ObjectNode json) {
        return new MessagesBody(ModelApi.INVOKE, json, Set.copyOf(MessagesNeeds.of(json)), Map.of());
    }

    /// The same for Anthropic's own API.
    public MessagesBody asAnthropics() {
        return new MessagesBody(ModelApi.ANTHROPIC_MESSAGES, json, needs, headers);
    }

    /// The same for a model that does not know the newer version; that version only removes features.
    public MessagesBody ofOlderVersion() {
        return new MessagesBody(api, SharedMembers.of(json).put(VERSION, BEDROCKS_VERSION), needs, headers);
    }

    /// Whether it names a version that only newer models know.
    public boolean isOfNewerVersion() {
        return json.path(VERSION).asText().equals(NEWER_VERSION);
    }

    /// Whether the betas fit a header: a header that a front end refuses as too large would look like a
    /// fault of the target.
    public boolean fitsHeaders() {
        return betas().length() <= LONGEST_BETAS
                && json.path(BETAS)
                        .valueStream()
                        .allMatch(beta -> BETA.matcher(beta.asText()).matches());
    }

    private String betas() {
        return json.path(BETAS).valueStream().map(JsonNode::asText).collect(Collectors.joining(","));
    }

    @Override
    public ModelOperation operation(boolean stream) {
        return api.operation(stream);
    }

    @Override
    public Set<Feature> needs() {
        return needs;
    }

    @Override
    public boolean cachesForHours() {
        return json.findValues("cache_control").stream()
                .anyMatch(control -> control.path(CachePoints.TTL).asText().equals(CachePoints.HOUR));
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
        return model.operations().contains(operation(true)) && model.streaming().carries(needs);
    }

    @Override
    public long inputTokens() {
        return MessagesEstimator.inputTokens(json);
    }

    @Override
    public MessagesBody bounded(long maxTokens, TenantId tenant) {
        ObjectNode bounded = thinkingWithin(SharedMembers.of(json).put(MAX_TOKENS, maxTokens), maxTokens);
        return new MessagesBody(
                api,
                bounded,
                needs,
                api == ModelApi.INVOKE ? InvokeHeaders.beside(headers, InvokeHeaders.naming(tenant)) : headers);
    }

    /// Keeps the budget for thinking below the bound, which may be lower than the client's ("Extended
    /// thinking", Amazon Bedrock User Guide). If the budget would be smaller than Claude takes,
    /// thinking is removed.
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
        if (api != ModelApi.INVOKE) {
            throw new IllegalStateException("it is not certain that a guardrail is applied by " + api.label());
        }
        return new MessagesBody(
                api,
                GuardrailConfig.inBody(json, guardrail, stream),
                needs,
                InvokeHeaders.beside(headers, GuardrailConfig.headers(guardrail, target)));
    }

    /// The body in the form of InvokeModel, whichever API would answer it.
    @Override
    public Optional<ObjectNode> counted() {
        ObjectNode input = json.objectNode();
        input.putObject("invokeModel").put("body", json.toString().getBytes(StandardCharsets.UTF_8));
        return Optional.of(input);
    }

    @Override
    public ObjectNode json() {
        return json;
    }

    @Override
    public ObjectNode addressed(String modelId, boolean stream) {
        if (api == ModelApi.INVOKE) {
            return json;
        }
        ObjectNode addressed = SharedMembers.of(json).put("model", modelId);
        addressed.remove(List.of(VERSION, BETAS));
        return stream ? addressed.put("stream", true) : addressed;
    }

    @Override
    public Map<String, String> headers() {
        return api == ModelApi.INVOKE ? headers : InvokeHeaders.beside(headers, versioned());
    }

    private Map<String, String> versioned() {
        Map<String, String> versioned = new TreeMap<>();
        versioned.put("anthropic-version", isOfNewerVersion() ? NEWER_VERSION : OLDER_VERSION);
        if (!json.path(BETAS).isEmpty()) {
            versioned.put("anthropic-beta", betas());
        }
        return versioned;
    }

    @Override
    public TokenUsage usage(ObjectNode answer) {
        return new MessagesUsage(this::inputTokens).whole(answer);
    }

    @Override
    public boolean endedAtBound(ObjectNode answer) {
        return answer.path("stop_reason").asText().equals("max_tokens");
    }

    @Override
    public Function<ModelEvent, Optional<TokenUsage>> streamUsage() {
        return new MessagesUsage(this::inputTokens)::on;
    }

    @Override
    public Optional<TokenUsage> begun(ModelEvent event) {
        return event.type().equals(MessagesEvents.MESSAGE_START)
                ? MessagesUsage.begun(event.payload().path("message"))
                : Optional.empty();
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
