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

/// A Messages request as each model takes it: Claude as the client wrote it, by the first API in the catalogue's order
/// that carries it whole; other models by what stands for it there.
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

    /// @param named whether Bedrock is told whose call it is
    private MessagesBodies(MessagesBody invoked, Set<ModelApi> usable, boolean named, Supplier<ModelBodies> otherwise) {
        this.invoked = invoked;
        this.usable = usable;
        this.named = named;
        this.otherwise = otherwise;
    }

    /// By Anthropic's own API or by InvokeModel, and translated for models that are not Claude.
    ///
    /// @param json with version and betas, without what else the gateway owns
    static ModelBodies of(ObjectNode json) {
        MessagesBody body = MessagesBody.of(readable(json));
        Set<ModelApi> usable = body.fitsHeaders() ? BY_BOTH : BY_INVOKE;
        return new MessagesBodies(body, usable, false, () -> TranslatedRequest.of(json));
    }

    /// Without what other models thought, whose signature, or lack of one, Claude refuses, and without turns that had
    /// nothing else. The same where there is none.
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

    /// What GPT thought, and what a model thought that signs nothing.
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

    /// By InvokeModel and to Claude alone.
    static ModelBodies invoked(ObjectNode json) {
        return new MessagesBodies(
                MessagesBody.of(json),
                BY_INVOKE,
                false,
                () -> _ -> new BodyChoice.NotSpoken(
                        "the body has the form of Anthropic's Messages, which this model does not accept"));
    }

    /// InvokeModel is sure to check with a guardrail; of Anthropic's own API that is said nowhere.
    @Override
    public ModelBodies guarded() {
        return new MessagesBodies(invoked, BY_INVOKE, named, () -> others().guarded());
    }

    /// InvokeModel takes the tenant's name and a profile of its own; of Anthropic's own API that is said nowhere.
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

    /// Made once, and only where somebody may be asked so.
    private synchronized ModelBodies others() {
        if (others == null) {
            others = otherwise.get();
        }
        return others;
    }
}
