package io.breakwater.control.usagekeys;

import io.breakwater.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The API Gateway key that a tenant should have.
///
/// @param plan the plan whose usage plan it joins
/// @param value the value by which the authorizer names it
public record WantedKey(TenantId tenant, String plan, String value) {
    private static final int MARK_BYTES = 8;

    /// A mark that identifies the value among those of all tenants and plans, without revealing it.
    public String mark() {
        return mark(value);
    }

    static String mark(String value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, MARK_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256, which every one must have", e);
        }
    }

    /// Hides its value.
    @Override
    public String toString() {
        return "the API Gateway key of tenant " + tenant + " on plan " + plan;
    }
}
