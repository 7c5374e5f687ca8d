package io.breakwater.surface;

import java.util.Set;
import java.util.stream.Stream;

/// The clients that call a path; errors have the shape that they understand.
public enum ClientFamily {
    /// Their paths begin with anything else.
    OPENAI,
    /// The beginnings of Amazon Bedrock's paths, of the runtime and of the control plane ("Actions",
    /// Amazon Bedrock API Reference).
    BEDROCK(
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
            "use-case-for-model-access"),
    ANTHROPIC("messages", "anthropic");

    private final Set<String> beginnings;

    /// @param beginnings the first segments of its paths
    ClientFamily(String... beginnings) {
        this.beginnings = Set.of(beginnings);
    }

    /// The family of a path with any base.
    public static ClientFamily of(String path) {
        String first = first(BasePath.bare(path));
        return Stream.of(values())
                .filter(family -> family.beginnings.contains(first))
                .findFirst()
                .orElse(OPENAI);
    }

    static String first(String path) {
        String[] segments = path.split("/", 3);
        return segments.length < 2 ? "" : segments[1];
    }
}
