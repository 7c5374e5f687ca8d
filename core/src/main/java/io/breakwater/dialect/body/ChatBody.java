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

/// A body of OpenAI's Chat Completions for models that have this API: the client's own JSON, except for
/// the members that the gateway sets ("Chat Completions", Amazon Bedrock User Guide). Unknown members
/// reach the model.
///
/// A guardrail goes in headers, as for InvokeModel; the tenant is not named, as the API has no place
/// for it.
public final class ChatBody implements ModelBody {
    /// The type of the events of a streamed chat completion: chunks, the last of which has the usage if
    /// that was asked for ("Streaming", OpenAI API reference).
    public static final String CHUNK = "chat.completion.chunk";

    /// The mark in place of JSON that ends a stream; a stream without it is broken.
    public static final String DONE = "[DONE]";

    private static final String MODEL = "model";
    private static final String STREAM = "stream";
    private static final String STREAM_OPTIONS = "stream_options";

    /// OpenAI's older name for the bound, which its newer models refuse.
    private static final String MAX_TOKENS = "max_tokens";

    private static final String BOUND = "max_completion_tokens";

    private final ObjectNode json;
    private final Set<Feature> needs;
    private final List<String> adapted;
    private final Map<String, String> headers;

    private ChatBody(ObjectNode json, Set<Feature> needs, List<String> adapted, Map<String, String> headers) {
        this.json = json;
        this.needs = Set.copyOf(needs);
        this.adapted = List.copyOf(adapted);
        this.headers = headers;
    }

    /// @param json as the client wrote it; not modified from now on
    /// @param needs the features that a model needs to answer it
    /// @param adapted the labels of what was adapted
    public static ChatBody of(ObjectNode json, Set<Feature> needs, List<String> adapted) {
        return new ChatBody(json, needs, adapted, Map.of());
    }

    @Override
    public ModelOperation operation(boolean stream) {
        return ModelApi.OPENAI_CHAT.operation(stream);
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
        return model.operations().contains(ModelOperation.OPENAI_CHAT_STREAM)
                && model.streaming().carries(needs);
    }

    @Override
    public long inputTokens() {
        return ChatEstimator.inputTokens(json);
    }

    @Override
    public ChatBody bounded(long maxTokens, TenantId tenant) {
        ObjectNode bounded = SharedMembers.of(json);
        bounded.remove(MAX_TOKENS);
        return new ChatBody(bounded.put(BOUND, maxTokens), needs, adapted, headers);
    }

    /// "Use a guardrail with Chat Completions", Amazon Bedrock User Guide.
    @Override
    public ChatBody guarded(AppliedGuardrail guardrail, Target target, boolean stream) {
        ObjectNode guarded = GuardrailConfig.inBody(json, guardrail, stream);
        return new ChatBody(guarded, needs, adapted, GuardrailConfig.headers(guardrail, target));
    }

    @Override
    public ObjectNode json() {
        return json;
    }

    /// A stream always reports its usage at the end, which the ledgers need.
    @Override
    public ObjectNode addressed(String modelId, boolean stream) {
        ObjectNode addressed = SharedMembers.of(json).put(MODEL, modelId);
        if (stream) {
            ObjectNode options =
                    json.path(STREAM_OPTIONS) instanceof ObjectNode asked ? SharedMembers.of(asked) : json.objectNode();
            addressed.put(STREAM, true).set(STREAM_OPTIONS, options.put("include_usage", true));
        } else {
            addressed.remove(List.of(STREAM, STREAM_OPTIONS));
        }
        return addressed;
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public TokenUsage usage(ObjectNode answer) {
        return usage(answer.path("usage"), "prompt_tokens", "completion_tokens");
    }

    /// The input includes tokens read from and written to the cache, and the output includes reasoning
    /// ("The chat completion object" and "The response object", OpenAI API reference).
    ///
    /// @param inputName the API's name for the input tokens
    static TokenUsage usage(JsonNode usage, String inputName, String outputName) {
        JsonNode details = usage.path(inputName + "_details");
        long input = count(usage, inputName);
        long read = Math.min(input, count(details, "cached_tokens"));
        long written = Math.min(input - read, count(details, "cache_write_tokens"));
        return new TokenUsage(input - read - written, count(usage, outputName), read, written);
    }

    private static long count(JsonNode counts, String member) {
        return Math.max(0, counts.path(member).asLong());
    }

    @Override
    public boolean endedAtBound(ObjectNode answer) {
        return answer.path("choices")
                .valueStream()
                .anyMatch(choice -> choice.path("finish_reason").asText().equals("length"));
    }

    @Override
    public Function<ModelEvent, Optional<TokenUsage>> streamUsage() {
        return event ->
                event.payload().path("usage").isObject() ? Optional.of(usage(event.payload())) : Optional.empty();
    }

    /// A chunk with only the role, and at most an empty text, opens an answer and is not content.
    @Override
    public boolean isContent(ModelEvent event) {
        return event.type().equals(DONE)
                || event.payload().path("usage").isObject()
                || event.payload().path("choices").valueStream().anyMatch(ChatBody::says);
    }

    private static boolean says(JsonNode choice) {
        return choice.path("finish_reason").isTextual()
                || choice.path("delta")
                        .propertyStream()
                        .filter(member -> !member.getKey().equals("role"))
                        .anyMatch(member -> !isEmpty(member.getValue()));
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isNull()
                || (value.isTextual() && value.textValue().isEmpty())
                || (value.isContainerNode() && value.isEmpty());
    }

    @Override
    public long textBytes(ModelEvent event) {
        return event.payload()
                .path("choices")
                .valueStream()
                .map(choice -> choice.path("delta"))
                .flatMap(ChatBody::texts)
                .mapToLong(text -> TokenEstimator.utf8Bytes(text.asText("")))
                .sum();
    }

    private static Stream<JsonNode> texts(JsonNode delta) {
        return Stream.concat(
                Stream.of("content", "reasoning", "reasoning_content", "refusal")
                        .map(delta::path),
                delta.path("tool_calls")
                        .valueStream()
                        .map(call -> call.path("function").path("arguments")));
    }

    @Override
    public StreamEnd streamEnd() {
        return new StreamEnd(List.of(DONE));
    }

    @Override
    public GatheredAnswer gathering() {
        return new GatheredChat(streamEnd());
    }
}
