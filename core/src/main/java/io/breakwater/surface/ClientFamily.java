package io.breakwater.surface;

import java.util.Set;
import java.util.stream.Stream;

/// The clients that call a path; errors have the shape that they understand.
public enum ClientFamily {
    OPENAI,
    BEDROCK,
    ANTHROPIC;

    /// The beginnings of Amazon Bedrock's paths, of the runtime and of the control plane ("Actions",
    /// Amazon Bedrock API Reference).
    private static final Set<String> AWS = Set.of(
            "async-invoke",
            "automated-reasoning-policies",
            "custom-models",
            "evaluation-jobs",
            "foundation-model-availability",
            "foundation-models",
            "guardrail",
            "guardrails",
            "imported-models",
            "inference-profiles",
            "logging",
            "marketplace-model",
            "model",
            "model-copy-jobs",
            "model-customization-jobs",
            "model-import-jobs",
            "model-invocation-job",
            "model-invocation-jobs",
            "prompt-routers",
            "provisioned-model-throughput",
            "provisioned-model-throughputs",
            "use-case-for-model-access");

    private static final Set<String> MESSAGES = Set.of("messages", "anthropic");

    /// The family of a path with any base.
    public static ClientFamily of(String path) {
        String first = first(BasePath.bare(path));
        return Stream.of(values())
                .filter(family -> family.beginnings().contains(first))
                .findFirst()
                .orElse(OPENAI);
    }

    /// The first segments of its paths; OpenAI's clients call everything else, too.
    private Set<String> beginnings() {
        return switch (this) {
            case OPENAI -> Set.of();
            case BEDROCK -> AWS;
            case ANTHROPIC -> MESSAGES;
        };
    }

    static String first(String path) {
        String[] segments = path.split("/", 3);
        return segments.length < 2 ? "" : segments[1];
    }
}
