package io.breakwater.identity;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What is stored of a key instead of the key: 64 lower-case hexadecimal digits.
public record KeyHash(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /// A hash that no key has, except with a probability of 2^-256.
    static final KeyHash OF_NO_KEY = new KeyHash("0".repeat(64));

    /// @throws IllegalArgumentException if the text has another form
    public KeyHash {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "a key hash must be 64 lower-case hexadecimal digits, got " + hex.length() + " characters");
        }
    }

    /// Compares in constant time, so that a hash cannot be guessed digit by digit.
    public boolean matches(KeyHash other) {
        return MessageDigest.isEqual(bytes(), other.bytes());
    }

    private byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
