package io.breakwater.simulated.bedrock.rules;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The features of a model, read from its id.
///
/// Sources: "Supported models and model features" and "Structured outputs", Amazon Bedrock User Guide; the model cards
/// of GPT there; observed refusals of these models. For a family that no page describes, nothing is
/// refused.
///
/// @param claude absent for other families
public record ModelTraits(Family family, Optional<ClaudeVersion> claude, Set<Ability> lacks) {
    /// Of the families that are known; "Service tiers for optimizing performance and cost", Amazon Bedrock User Guide.
    private static final Set<String> TIERS = Set.of("priority", "default", "flex", "reserved");
    private static final List<String> WITH_FLEX = List.of("amazon.nova-pro", "amazon.nova-premier");

    private static final int CLAUDES_BLOCKS_BACK = 20;

    /// The maker of the model, which decides the names of its own fields.
    enum Family {
        CLAUDE,
        NOVA,
        LLAMA,
        DEEPSEEK,
        GPT,
        OTHER
    }

    /// What a request may need.
    enum Ability {
        TOOLS,
        FORCED_TOOL,
        IMAGES,
        IMAGES_IN_RESULTS,
        DOCUMENTS,
        CACHING,
        PREFILL,
        SAMPLING,
        STOP_SEQUENCES,
        STRUCTURED_OUTPUT,
        /// Nova's own `reasoningConfig`.
        NOVA_REASONING,
        /// The service tier `flex`.
        FLEX
    }

    public ModelTraits {
        lacks = Set.copyOf(lacks);
    }

    public static ModelTraits of(String modelId) {
        Family family = family(modelId);
        Set<Ability> lacks = EnumSet.noneOf(Ability.class);
        lacks.addAll(lackedBy(family, modelId));
        if (family != Family.OTHER && WITH_FLEX.stream().noneMatch(modelId::startsWith)) {
            lacks.add(Ability.FLEX);
        }
        return new ModelTraits(family, ClaudeVersion.of(modelId), lacks);
    }

    private static Set<Ability> lackedBy(Family family, String modelId) {
        return switch (family) {
            case CLAUDE -> ClaudeVersion.of(modelId).map(ModelTraits::lackedBy).orElse(Set.of());
            case NOVA -> lackedByNova(modelId);
            case LLAMA -> lackedByLlama(modelId);
            case DEEPSEEK ->
                modelId.contains(".r1")
                        ? EnumSet.of(Ability.TOOLS, Ability.IMAGES, Ability.CACHING, Ability.STRUCTURED_OUTPUT)
                        : EnumSet.of(Ability.IMAGES, Ability.CACHING);
            case GPT -> lackedByGpt(modelId);
            case OTHER -> Set.of();
        };
    }

    /// Whether CountTokens knows it: Claude before the fifth generation.
    public boolean countsTokens() {
        return claude.filter(version -> !version.since(5, 0)).isPresent();
    }

    /// How many blocks before a cache point Claude looks for a prefix that it knows; others look at the point alone.
    /// Source: "Simplified cache management for Claude models", Amazon Bedrock User Guide.
    public int blocksBack() {
        return family == Family.CLAUDE ? CLAUDES_BLOCKS_BACK : 0;
    }

    /// Whether a prompt can be cached for an hour.
    public boolean takesHourOfCache() {
        return claude.filter(ClaudeVersion::takesHourOfCache).isPresent();
    }

    /// What is said of a service tier that the model has not, or nobody has. Source: "ServiceTier", Amazon Bedrock API
    /// Reference; the text for a model without it is a guess.
    public Optional<String> refusedTier(String asked) {
        if (!TIERS.contains(asked)) {
            return Optional.of("1 validation error detected: Value '" + asked
                    + "' at 'serviceTier.type' failed to satisfy constraint: Member must satisfy enum value set: [priority,"
                    + " default, flex, reserved]");
        }
        return asked.equals("flex") && lacks(Ability.FLEX)
                ? Optional.of("This model doesn't support the service tier flex. Remove serviceTier and try again.")
                : Optional.empty();
    }

    boolean lacks(Ability ability) {
        return lacks.contains(ability);
    }

    boolean reasonsAsNova() {
        return !lacks(Ability.NOVA_REASONING);
    }

    private static Family family(String modelId) {
        if (ClaudeVersion.of(modelId).isPresent()) {
            return Family.CLAUDE;
        }
        if (modelId.startsWith("amazon.nova")) {
            return Family.NOVA;
        }
        if (modelId.startsWith("meta.llama")) {
            return Family.LLAMA;
        }
        if (modelId.startsWith("deepseek.")) {
            return Family.DEEPSEEK;
        }
        return modelId.startsWith("openai.gpt-") && !modelId.contains("oss") ? Family.GPT : Family.OTHER;
    }

    private static Set<Ability> lackedBy(ClaudeVersion version) {
        Set<Ability> lacked = EnumSet.noneOf(Ability.class);
        if (version.since(4, 6)) {
            lacked.add(Ability.PREFILL);
        }
        if (!version.since(4, 5)) {
            lacked.add(Ability.STRUCTURED_OUTPUT);
        }
        return lacked;
    }

    private static Set<Ability> lackedByNova(String modelId) {
        Set<Ability> lacked = EnumSet.noneOf(Ability.class);
        if (!modelId.startsWith("amazon.nova-2")) {
            lacked.addAll(EnumSet.of(Ability.STRUCTURED_OUTPUT, Ability.NOVA_REASONING));
        }
        if (modelId.contains("micro")) {
            lacked.addAll(EnumSet.of(Ability.IMAGES, Ability.DOCUMENTS));
        }
        return lacked;
    }

    /// Images in results are for Nova and Claude alone ("ToolResultContentBlock", Amazon Bedrock API Reference).
    private static Set<Ability> lackedByLlama(String modelId) {
        Set<Ability> lacked = EnumSet.of(
                Ability.FORCED_TOOL,
                Ability.IMAGES_IN_RESULTS,
                Ability.CACHING,
                Ability.PREFILL,
                Ability.STRUCTURED_OUTPUT);
        if (!modelId.contains("llama4") && !modelId.contains("llama3-2")) {
            lacked.add(Ability.IMAGES);
        }
        return lacked;
    }

    private static Set<Ability> lackedByGpt(String modelId) {
        Set<Ability> lacked = EnumSet.of(
                Ability.DOCUMENTS,
                Ability.IMAGES_IN_RESULTS,
                Ability.CACHING,
                Ability.SAMPLING,
                Ability.STOP_SEQUENCES);
        if (!modelId.contains("astra")) {
            lacked.add(Ability.STRUCTURED_OUTPUT);
        }
        return lacked;
    }
}
