package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.SharedMembers;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The formats, besides Anthropic's and those of embeddings, that InvokeModel takes for models that
/// answer in words ("Inference request parameters and response fields for foundation models", Amazon
/// Bedrock User Guide; "Complete request schema", Amazon Nova User Guide).
public enum FamilyLanguage {
    /// Amazon Nova's: messages of blocks as Converse has them, and `inferenceConfig`.
    NOVA("Nova's, messages of blocks with inferenceConfig"),
    /// Meta Llama's: `prompt` and `max_gen_len`.
    LLAMA("Llama's, prompt with max_gen_len"),
    /// DeepSeek R1's: `prompt` and `max_tokens`.
    DEEPSEEK_R1("DeepSeek R1's, prompt with max_tokens"),
    /// OpenAI's chat completions, which gpt-oss, Qwen3 and DeepSeek V3 take by InvokeModel too.
    CHAT("OpenAI's chat completions");

    private static final String INFERENCE = "inferenceConfig";
    private static final String MESSAGES = "messages";
    private static final String PROMPT = "prompt";
    private static final String MAX_TOKENS = "max_tokens";
    private static final String MAX_COMPLETION_TOKENS = "max_completion_tokens";
    private static final String MAX_GEN_LEN = "max_gen_len";
    /// The most tokens that Llama's own schema takes, whatever the model can write ("Meta Llama models", Amazon Bedrock
    /// User Guide).
    private static final long LLAMAS_LONGEST = 2_048;

    private static final String MAX_NEW_TOKENS = "max_new_tokens";

    /// The needs of a Nova body that decide which models can be asked; how an answer is made is left to
    /// the model.
    private static final Set<Feature> DECIDING =
            EnumSet.of(Feature.SYSTEM, Feature.TOOLS, Feature.IMAGES, Feature.DOCUMENTS, Feature.VIDEO);

    private static final String REASONING = "reasoningConfig";

    /// Formats by the beginning of a model's id.
    private static final Map<String, FamilyLanguage> BY_MODEL = Map.of(
            "amazon.nova-", NOVA,
            "meta.llama", LLAMA,
            "deepseek.r1", DEEPSEEK_R1,
            "deepseek.v3", CHAT,
            "openai.gpt-oss", CHAT,
            "qwen.qwen3", CHAT);

    private final String description;

    FamilyLanguage(String description) {
        this.description = description;
    }

    /// The format of a model; empty if it is unknown.
    public static Optional<FamilyLanguage> of(ModelId model) {
        return BY_MODEL.entrySet().stream()
                .filter(family -> model.value().startsWith(family.getKey()) && !model.embeds())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /// Whose format it is and how its bodies look, for messages.
    public String description() {
        return description;
    }

    /// Whether a body can be in this format, by the members that hold the prompt.
    public boolean takes(ObjectNode body) {
        return switch (this) {
            case NOVA -> contents(body).findAny().isPresent() && contents(body).allMatch(FamilyLanguage::isOfBlocks);
            case CHAT -> contents(body).findAny().isPresent() && contents(body).noneMatch(FamilyLanguage::isOfBlocks);
            case LLAMA -> body.path(PROMPT).isTextual() && !body.has(MAX_TOKENS);
            case DEEPSEEK_R1 -> body.path(PROMPT).isTextual() && !body.has(MAX_GEN_LEN);
        };
    }

    private static Stream<JsonNode> contents(ObjectNode body) {
        return body.path(MESSAGES).valueStream().map(message -> message.path("content"));
    }

    /// Whether content is Nova's blocks, which have no type, or OpenAI's parts, which have one.
    private static boolean isOfBlocks(JsonNode content) {
        return content.isArray() && content.valueStream().noneMatch(block -> block.has("type"));
    }

    /// The members that can bound an answer, each as a path from the body's root. All have the same parent.
    public List<List<String>> bounds() {
        return switch (this) {
            case NOVA -> List.of(List.of(INFERENCE, "maxTokens"), List.of(INFERENCE, MAX_NEW_TOKENS));
            case LLAMA -> List.of(List.of(MAX_GEN_LEN));
            case DEEPSEEK_R1 -> List.of(List.of(MAX_TOKENS));
            case CHAT -> List.of(List.of(MAX_COMPLETION_TOKENS), List.of(MAX_TOKENS));
        };
    }

    /// The bound that a body gets where this one is wanted.
    long sentBound(long maxTokens) {
        return this == LLAMA ? Math.min(LLAMAS_LONGEST, maxTokens) : maxTokens;
    }

    /// A body with this bound, in the one member that then bounds the answer.
    ///
    /// @param body not modified
    ObjectNode bounded(ObjectNode body, long maxTokens) {
        List<String> place = place(body);
        ObjectNode bounded = SharedMembers.of(body);
        ObjectNode holder = bounded;
        for (String member : place.subList(0, place.size() - 1)) {
            ObjectNode inner =
                    holder.path(member) instanceof ObjectNode asked ? SharedMembers.of(asked) : body.objectNode();
            holder.set(member, inner);
            holder = inner;
        }
        for (List<String> other : bounds()) {
            if (!other.equals(place)) {
                holder.remove(other.getLast());
            }
        }
        holder.put(place.getLast(), sentBound(maxTokens));
        return bounded;
    }

    /// A chat completion says it by the name that it had, as older models know one alone.
    private List<String> place(ObjectNode body) {
        return bounds().stream()
                .filter(path -> this == CHAT && body.has(path.getLast()))
                .findFirst()
                .orElse(bounds().getFirst());
    }

    /// The features that a model needs to answer a body.
    Set<Feature> needs(ObjectNode body) {
        Set<Feature> needs = EnumSet.noneOf(Feature.class);
        switch (this) {
            case NOVA -> {
                needs.addAll(ConverseNeeds.of(body));
                needs.retainAll(DECIDING);
                if (Stream.of(body.path(REASONING), body.path(INFERENCE).path(REASONING))
                        .anyMatch(NeededFeatures::isSwitchedOn)) {
                    needs.add(Feature.THINKING);
                }
            }
            case LLAMA -> {
                if (body.has("images")) {
                    needs.add(Feature.IMAGES);
                }
            }
            case DEEPSEEK_R1 -> {}
            case CHAT -> {
                if (!body.path("tools").isEmpty()) {
                    needs.add(Feature.TOOLS);
                }
                if (contents(body)
                        .anyMatch(content -> content.valueStream()
                                .anyMatch(part -> part.path("type").asText().equals("image_url")))) {
                    needs.add(Feature.IMAGES);
                }
            }
        }
        return needs;
    }

    /// An estimate of a body's input tokens, rather too high than too low.
    long inputTokens(ObjectNode body) {
        return switch (this) {
            case NOVA -> TokenEstimator.inputTokens(body);
            case CHAT -> ChatEstimator.inputTokens(body);
            case LLAMA, DEEPSEEK_R1 -> {
                InputTally tally = new InputTally();
                tally.text(body.path(PROMPT).asText());
                tally.flat(TokenEstimator.TOKENS_PER_IMAGE * body.path("images").size());
                yield tally.tokens(1);
            }
        };
    }
}
