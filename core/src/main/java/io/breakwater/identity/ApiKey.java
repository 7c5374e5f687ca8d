package io.breakwater.identity;

import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A tenant's secret, `bw_<environment>_<key id>_<secret>_<checksum>`, in letters and digits.
///
/// The secret has 32 characters of base 62, 190 bits. The checksum, a CRC-32, lets scanners tell a key from a
/// look-alike and clients learn of a typing error without a look-up. Only [#text()] shows the secret.
public final class ApiKey {
    private static final Pattern FORM =
            Pattern.compile("bw_([a-z][a-z0-9-]{0,31})_([0-9A-Za-z]{12})_[0-9A-Za-z]{32}_([0-9A-Za-z]{6})");
    private static final int KEY_ID_LETTERS = 12;
    private static final int SECRET_LETTERS = 32;

    private final String environment;
    private final String keyId;
    private final String text;

    private ApiKey(String environment, String keyId, String text) {
        this.environment = environment;
        this.keyId = keyId;
        this.text = text;
    }

    /// Makes a new key.
    ///
    /// @param random MUST be a `SecureRandom` wherever the key protects anything
    /// @throws IllegalArgumentException if the environment's name cannot be part of a key
    public static ApiKey generate(String environment, RandomGenerator random) {
        String body = "bw_%s_%s_%s"
                .formatted(environment, Base62.random(KEY_ID_LETTERS, random), Base62.random(SECRET_LETTERS, random));
        return switch (parse(body + "_" + Base62.checksum(body))) {
            case KeyText.WellFormed(ApiKey key) -> key;
            case KeyText.Malformed _ ->
                throw new IllegalArgumentException(
                        "environment must be a lower-case letter, then up to 31 lower-case letters, digits or hyphens,"
                                + " got '" + environment + "'");
        };
    }

    /// Reads what a client presented.
    public static KeyText parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return new KeyText.Malformed("not of the form bw_<environment>_<id>_<secret>_<checksum>");
        }
        if (!parts.group(3).equals(Base62.checksum(text.substring(0, parts.start(3) - 1)))) {
            return new KeyText.Malformed("the checksum does not match the key");
        }
        return new KeyText.WellFormed(new ApiKey(parts.group(1), parts.group(2), text));
    }

    public String environment() {
        return environment;
    }

    /// The public part, under which the key is stored and logged.
    public String keyId() {
        return keyId;
    }

    /// The whole key, secret included: to hand it to its owner, and to hash it.
    public String text() {
        return text;
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "bw_%s_%s_***".formatted(environment, keyId);
    }
}
