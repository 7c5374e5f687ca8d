package io.breakwater.model;

import java.util.regex.Pattern;

/// The model name that clients use, such as `claude-sonnet`; it stands for an ordered list of tiers.
public record Alias(String value) implements Comparable<Alias> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    /// @throws IllegalArgumentException if the value has another form: a lower-case letter or digit, then up to
    /// 63 of a-z 0-9 . _ -
    public Alias {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "model alias must be a lower-case letter or digit, then up to 63 of a-z 0-9 . _ -, got '" + value
                            + "'");
        }
    }

    @Override
    public int compareTo(Alias other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
