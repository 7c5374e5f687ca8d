package io.breakwater.model;

import java.util.regex.Pattern;

/// The id of a Bedrock system inference profile, such as `us.anthropic.claude-sonnet-4-6`; for a model
/// that is called without a profile, the model's own id.
public record ProfileId(String value) implements Comparable<ProfileId> {
    private static final Pattern FORM = Pattern.compile("(?:[a-z][a-z-]*\\.)?[a-z0-9]+\\.[a-z0-9.:_-]+");

    /// @throws IllegalArgumentException if the value has another form: an inference profile id such as
    /// us.anthropic.claude-sonnet-4-6
    public ProfileId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "profile must be an inference profile id such as us.anthropic.claude-sonnet-4-6, got '" + value
                            + "'");
        }
    }

    @Override
    public int compareTo(ProfileId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
