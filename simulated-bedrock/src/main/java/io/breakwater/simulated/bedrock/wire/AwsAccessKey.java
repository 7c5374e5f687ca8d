package io.breakwater.simulated.bedrock.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An access key in the form of AWS's STS: after the prefix, in base 32, follow a bit that is always
/// set and the account in 40 bits. AWS documents only that a key names its account ("GetAccessKeyInfo",
/// AWS STS API Reference); the form is a finding of others.
final class AwsAccessKey {
    private static final Pattern FORM = Pattern.compile("A[SK]IA([A-Z2-7]{9})[A-Z2-7]{7}");
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS_PER_LETTER = 5;

    /// The bits after the account, of the 45 bits of nine letters.
    private static final int BITS_BEHIND = 4;

    private static final long MARK = 1L << 40;
    private static final long LARGEST = 999_999_999_999L;

    private AwsAccessKey() {}

    /// Empty if the key has another form.
    static Optional<String> accountOf(String accessKeyId) {
        Matcher matcher = FORM.matcher(accessKeyId);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long account = number(matcher.group(1)) - MARK;
        return account < 0 || account > LARGEST ? Optional.empty() : Optional.of("%012d".formatted(account));
    }

    private static long number(String letters) {
        return letters.chars()
                        .mapToLong(ALPHABET::indexOf)
                        .reduce(0, (number, letter) -> (number << BITS_PER_LETTER) | letter)
                >> BITS_BEHIND;
    }
}
