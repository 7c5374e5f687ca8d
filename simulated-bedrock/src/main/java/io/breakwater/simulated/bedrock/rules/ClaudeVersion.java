package io.breakwater.simulated.bedrock.rules;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The generation of a Claude model, read from its id: `anthropic.claude-opus-4-5-20251101-v1:0` is
/// 4.5.
record ClaudeVersion(String name, int major, int minor) {

    private static final Pattern ID =
            Pattern.compile("anthropic\\.claude-(?:([a-z]+)-)?(\\d{1,2})(?:-(\\d{1,2})(?!\\d))?(?:-([a-z]+))?.*");

    static Optional<ClaudeVersion> of(String modelId) {
        Matcher id = ID.matcher(modelId);
        if (!id.matches()) {
            return Optional.empty();
        }
        String name = id.group(1) == null ? id.group(4) : id.group(1);
        int minor = id.group(3) == null ? 0 : Integer.parseInt(id.group(3));
        return Optional.of(new ClaudeVersion(name == null ? "" : name, Integer.parseInt(id.group(2)), minor));
    }

    boolean since(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }

    /// Source: "Prompt caching for faster model inference", Amazon Bedrock User Guide, which begins with Claude 4.5.
    boolean takesHourOfCache() {
        return since(4, 5);
    }

    /// Sources: "Effort", Claude Developer Platform, which begins with Opus 4.5; refused by Haiku 4.5 and Sonnet 4.5.
    boolean takesEffort() {
        return since(4, 6) || (since(4, 5) && name.equals("opus"));
    }
}
