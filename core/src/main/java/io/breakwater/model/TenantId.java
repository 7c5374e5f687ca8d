package io.breakwater.model;

import java.util.regex.Pattern;

/// A tenant's name: a team with keys, a plan and allowed models. It is the partition key of the tenant's ledger.
public record TenantId(String value) implements Comparable<TenantId> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /// @throws IllegalArgumentException if the value has another form: a lower-case letter, then up to 31
    /// lower-case letters, digits or hyphens
    public TenantId {
        if (!isOne(value)) {
            throw new IllegalArgumentException(
                    "tenant id must be a lower-case letter, then up to 31 lower-case letters, digits or hyphens, got '"
                            + value + "'");
        }
    }

    /// Whether a text has the form of a tenant's name.
    public static boolean isOne(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
