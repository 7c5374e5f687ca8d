package io.breakwater.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.MessagesBody;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.dialect.body.Thoughts;
import io.breakwater.dialect.json.SharedMembers;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A Messages request in the form for each model: Claude gets it as the client wrote it, by the first
/// API in the catalogue's order that carries it whole; other models get a translation.
final class MessagesBodies implements ModelBodies {
    private static final String MESSAGES = "messages";
    private static final String CONTENT = "content";
    private static final Set<ModelApi> BY_INVOKE = Set.of(ModelApi.INVOKE);
    private static final Set<ModelApi> BY_BOTH = Set.of(ModelApi.INVOKE, ModelApi.ANTHROPIC_MESSAGES);

    private final MessagesBody invoked;
    private final Set<ModelApi> usable;
    private final boolean named;
    private final Supplier<ModelBodies> otherwise;
    private final Map<Form, MessagesBody> bodies = new ConcurrentHashMap<>();
    private @Nullable ModelBodies others;

    /// @param older whether the newer version of the API is lowered
    private record Form(ModelApi api, boolean older) {}

    /// @param named whether Bedrock is told the tenant
    private MessagesBodies(MessagesBody invoked, Set<ModelApi> usable, boolean named, Supplier<ModelBodies> otherwise) {
        this.invoked = invoked;
        this.usable = usable;
        this.named = named;
        this.otherwise = otherwise;
    }

    /// The request by Anthropic's own API or by InvokeModel, and translated for models other than
    /// Claude.
    ///
    /// @param json with version and betas, without the other members that the gateway sets
    static ModelBodies of(ObjectNode json) {
        MessagesBody body = MessagesBody.of(readable(json));
        Set<ModelApi> usable = body.fitsHeaders() ? BY_BOTH : BY_INVOKE;
        return new MessagesBodies(body, usable, false, () -> TranslatedRequest.of(json));
    }

    /// The body without other models' thinking, whose signature (or lack of one) Claude refuses, and
    /// without turns of nothing else; the same object if it has none.
    private static ObjectNode readable(ObjectNode json) {
        if (!(json.path(MESSAGES) instanceof ArrayNode messages)
                || messages.valueStream()
                        .flatMap(message -> message.path(CONTENT).valueStream())
                        .noneMatch(MessagesBodies::isUnread)) {
            return json;
        }
        ObjectNode readable = SharedMembers.of(json);
        ArrayNode turns = readable.putArray(MESSAGES);
        for (JsonNode message : messages) {
            if (message instanceof ObjectNode turn && turn.path(CONTENT) instanceof ArrayNode blocks) {
                ArrayNode kept = readable(blocks);
                if (!kept.isEmpty() || blocks.isEmpty()) {
                    turns.add(SharedMembers.of(turn).<ObjectNode>set(CONTENT, kept));
                }
            } else {
                turns.add(message);
            }
        }
        return readable;
    }

    /// Whether a block is the thinking of GPT, or of a model that signs nothing.
    private static boolean isUnread(JsonNode block) {
        JsonNode signature = block.path("signature");
        return Thoughts.isOfResponses(block)
                || (block.path("type").asText().equals("thinking")
                        && signature.isTextual()
                        && signature.textValue().isEmpty());
    }

    private static ArrayNode readable(ArrayNode blocks) {
        ArrayNode kept = blocks.arrayNode();
        blocks.valueStream().filter(block -> !isUnread(block)).forEach(kept::add);
        return kept;
    }

    /// The request by InvokeModel and for Claude alone.
    static ModelBodies invoked(ObjectNode json) {
        return new MessagesBodies(
                MessagesBody.of(json),
                BY_INVOKE,
                false,
                () -> _ -> new BodyChoice.NotSpoken(
                        "the body has the form of Anthropic's Messages, which this model does not accept"));
    }

    /// Limits the call to InvokeModel, which is documented to apply guardrails; Anthropic's own API is
    /// not.
    @Override
    public ModelBodies guarded() {
        return new MessagesBodies(invoked, BY_INVOKE, named, () -> others().guarded());
    }

    /// Limits the call to InvokeModel, which is documented to take the tenant's name and own profile;
    /// Anthropic's own API is not.
    @Override
    public ModelBodies naming() {
        return new MessagesBodies(invoked, usable, true, this::others);
    }

    @Override
    public BodyChoice of(ModelCard model) {
        return model.apis().stream()
                .filter(api -> model.id().isClaude() && usable.contains(api))
                .min(Comparator.comparing(api -> named && api != ModelApi.INVOKE))
                .<BodyChoice>map(api -> new BodyChoice.Spoken(by(api, model)))
                .orElseGet(() -> others().of(model));
    }

    private MessagesBody by(ModelApi api, ModelCard model) {
        boolean older = invoked.isOfNewerVersion() && !model.features().contains(Feature.MESSAGES_2026_10_21);
        return bodies.computeIfAbsent(new Form(api, older), this::in);
    }

    private MessagesBody in(Form form) {
        MessagesBody body = form.older() ? invoked.ofOlderVersion() : invoked;
        return form.api() == ModelApi.INVOKE ? body : body.asAnthropics();
    }

    /// The translation, made once and only if a model may need it.
    private synchronized ModelBodies others() {
        if (others == null) {
            others = otherwise.get();
        }
        return others;
    }
}
