package io.breakwater.model;

import java.util.regex.Pattern;

/// An AWS account number.
public record AccountId(String value) implements Comparable<AccountId> {
    private static final Pattern FORM = Pattern.compile("[0-9]{12}");

    /// @throws IllegalArgumentException if the value has another form: 12 digits
    public AccountId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("account must be 12 digits, got '" + value + "'");
        }
    }

    @Override
    public int compareTo(AccountId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
