package io.breakwater.identity;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// A tenant's secret, `bw_<environment>_<key id>_<secret>_<checksum>`, in letters and digits.
///
/// The secret has 32 characters of base 62, 190 bits. The checksum, a CRC-32, lets scanners tell keys
/// from look-alikes, and finds typing errors without a look-up. Only [#text()] shows the secret.
public final class ApiKey {
    private static final Pattern FORM =
            Pattern.compile("bw_([a-z][a-z0-9-]{0,31})_([0-9A-Za-z]{12})_[0-9A-Za-z]{32}_([0-9A-Za-z]{6})");
    /// Letters and digits survive URLs, shells and a double click.
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static final int CHECKSUM_LETTERS = 6;
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
        String body =
                "bw_%s_%s_%s".formatted(environment, random(KEY_ID_LETTERS, random), random(SECRET_LETTERS, random));
        return switch (parse(body + "_" + checksum(body))) {
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
        if (!parts.group(3).equals(checksum(text.substring(0, parts.start(3) - 1)))) {
            return new KeyText.Malformed("the checksum does not match the key");
        }
        return new KeyText.WellFormed(new ApiKey(parts.group(1), parts.group(2), text));
    }

    private static String random(int letters, RandomGenerator random) {
        StringBuilder text = new StringBuilder(letters);
        for (int i = 0; i < letters; i++) {
            text.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return text.toString();
    }

    /// The CRC-32 of a text in six digits: 62^6 is more than 2^32.
    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        StringBuilder digits = new StringBuilder(CHECKSUM_LETTERS);
        long rest = crc.getValue();
        for (int i = 0; i < CHECKSUM_LETTERS; i++) {
            digits.append(DIGITS.charAt((int) (rest % DIGITS.length())));
            rest /= DIGITS.length();
        }
        return digits.reverse().toString();
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
