package io.breakwater.identity;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/// Letters and digits that survive URLs, shells and a double click.
final class Base62 {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int CHECKSUM_LETTERS = 6;

    static String random(int letters, RandomGenerator random) {
        StringBuilder text = new StringBuilder(letters);
        for (int i = 0; i < letters; i++) {
            text.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return text.toString();
    }

    /// The CRC-32 of a text in six digits: 62^6 is more than 2^32.
    static String checksum(String text) {
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

    private Base62() {}
}
