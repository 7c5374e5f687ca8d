package io.breakwater.identity;

import io.breakwater.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The environment's own secret that goes into every hash: a stolen table of hashes is useless without it.
///
/// The hash is HMAC-SHA-256 over the whole key. Keys have 190 random bits, so there is nothing for a slow
/// password hash to protect.
public final class Pepper implements KeyHasher {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_BYTES = 32;

    private final SecretKeySpec secret;

    /// @throws IllegalArgumentException if there are fewer than 32 bytes
    public Pepper(byte[] secret) {
        if (secret.length < SHORTEST_BYTES) {
            throw new IllegalArgumentException(
                    "a pepper needs at least 32 random bytes, got " + secret.length + "; generate one");
        }
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    @Override
    public KeyHash hash(ApiKey key) {
        return new KeyHash(hmac(key.text()));
    }

    /// The value of the API Gateway key on which a tenant is counted while it has a plan: always the
    /// same, so that the key is made once, and unknown to anyone without the pepper. Its input begins
    /// like no key's text.
    public String usageIdentifier(TenantId tenant, String plan) {
        return hmac("usage/" + tenant + "/" + plan);
    }

    @Override
    public String sealing(TenantId tenant) {
        return hmac("stored/" + tenant);
    }

    private String hmac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no HMAC-SHA-256, which every one must have", e);
        }
    }
}
