package io.breakwater.model;

import java.util.regex.Pattern;

/// A shard's name: an AWS account with its own Bedrock quotas, reached through an assumed role.
public record ShardId(String value) implements Comparable<ShardId> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,15}");

    /// @throws IllegalArgumentException if the value has another form: a lower-case letter, then up to 15
    /// lower-case letters, digits or hyphens
    public ShardId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "shard id must be a lower-case letter, then up to 15 lower-case letters, digits or hyphens, got '"
                            + value + "'");
        }
    }

    @Override
    public int compareTo(ShardId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
