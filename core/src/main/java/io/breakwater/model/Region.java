package io.breakwater.model;

import java.util.regex.Pattern;

/// An AWS Region code, such as `us-east-1`.
public record Region(String value) implements Comparable<Region> {
    private static final Pattern FORM = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]");

    /// @throws IllegalArgumentException if the value has another form: a Region code such as us-east-1
    public Region {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("Region must be a Region code such as us-east-1, got '" + value + "'");
        }
    }

    @Override
    public int compareTo(Region other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
