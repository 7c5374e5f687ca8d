package io.breakwater.simulated.bedrock.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The credentials of AssumeRole: one access key per account, and a token that holds the assumed role
/// and its expiration.
///
/// The key is `ASIA0000` and the twelve digits of the account, so a credential scope names the account without any
/// look-up. Nothing here is secret, and signatures are not verified.
public record SessionCredentials(String arn, Instant expiration) {

    /// The secret that belongs to every key; any other works as well.
    public static final String SECRET_ACCESS_KEY = "simulated-secret-access-key";

    private static final Pattern ACCESS_KEY = Pattern.compile("A[SK]IA0000(\\d{12})");
    private static final Pattern TOKEN = Pattern.compile("simulated\\.(\\d+)\\.([\\w-]+)");

    public static String accessKeyId(String account) {
        return "ASIA0000" + account;
    }

    /// The account that a key names, in this form or in AWS's.
    static Optional<String> accountOf(String accessKeyId) {
        Matcher matcher = ACCESS_KEY.matcher(accessKeyId);
        return matcher.matches() ? Optional.of(matcher.group(1)) : AwsAccessKey.accountOf(accessKeyId);
    }

    public String token() {
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(arn.getBytes(StandardCharsets.UTF_8));
        return "simulated." + expiration.getEpochSecond() + "." + encoded;
    }

    static Optional<SessionCredentials> fromToken(String token) {
        Matcher matcher = TOKEN.matcher(token);
        return matcher.matches() ? Optional.of(decoded(matcher)) : Optional.empty();
    }

    private static SessionCredentials decoded(Matcher token) {
        String arn = new String(Base64.getUrlDecoder().decode(token.group(2)), StandardCharsets.UTF_8);
        return new SessionCredentials(arn, Instant.ofEpochSecond(Long.parseLong(token.group(1))));
    }
}
