package io.breakwater.simulated.bedrock.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The proof that reasoning is a model's own words: it does not match a changed text.
///
/// Bedrock's is opaque; this one can be computed from the text.
public final class Signature {

    private static final String SALT = "simulated reasoning:";

    private Signature() {}

    public static String of(String reasoning) {
        return Base64.getEncoder().encodeToString(sha256().digest((SALT + reasoning).getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256, but this one does not", e);
        }
    }
}
