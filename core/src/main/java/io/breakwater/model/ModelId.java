package io.breakwater.model;

import java.util.regex.Pattern;

/// The id of a Bedrock foundation model, such as `anthropic.claude-sonnet-4-6`.
public record ModelId(String value) implements Comparable<ModelId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]+\\.[a-z0-9.:_-]+");

    /// @throws IllegalArgumentException if the value has another form: a model id such as
    /// anthropic.claude-sonnet-4-6
    public ModelId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "model id must be a model id such as anthropic.claude-sonnet-4-6, got '" + value + "'");
        }
    }

    /// Who made the model, such as `anthropic`.
    public String provider() {
        return value.substring(0, value.indexOf('.'));
    }

    /// Whether it is a Claude model; Claude has its own names for many settings.
    public boolean isClaude() {
        return provider().equals("anthropic");
    }

    /// Whether it makes vectors of texts and has no answer in words.
    public boolean embeds() {
        return value.contains("embed");
    }

    @Override
    public int compareTo(ModelId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
