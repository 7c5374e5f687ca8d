package io.breakwater.control;

import io.breakwater.surface.KeyRealm;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where clients put their key: `x-api-key` (Anthropic), `authorization: Bearer` (OpenAI and the AWS SDKs),
/// `api-key` (Azure OpenAI), in that order.
final class PresentedKey {
    private static final String AUTHORIZATION = "authorization";
    private static final String BEARER = "bearer ";

    /// The key that these headers present, whatever its form. A SigV4 signature in `authorization` is not a
    /// key.
    static Optional<String> in(@Nullable Map<String, String> headers) {
        return header(headers, "x-api-key")
                .or(() -> header(headers, AUTHORIZATION).flatMap(PresentedKey::bearer))
                .or(() -> header(headers, "api-key"));
    }

    /// The key in the one header of this realm, whatever the others have.
    static Optional<String> in(@Nullable Map<String, String> headers, KeyRealm realm) {
        Optional<String> value = header(headers, realm.header());
        return realm.header().equalsIgnoreCase(AUTHORIZATION) ? value.flatMap(PresentedKey::bearer) : value;
    }

    /// Whether AWS credentials have signed the call ("Signature Version 4", AWS General Reference).
    static boolean isSigned(@Nullable Map<String, String> headers) {
        return header(headers, AUTHORIZATION)
                .filter(value -> value.startsWith("AWS4-"))
                .isPresent();
    }

    private static Optional<String> bearer(String authorization) {
        return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? Optional.of(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private static Optional<String> header(@Nullable Map<String, String> headers, String name) {
        return headers == null
                ? Optional.empty()
                : headers.entrySet().stream()
                        .filter(header -> header.getKey().equalsIgnoreCase(name))
                        .map(Map.Entry::getValue)
                        .filter(value -> !value.isBlank())
                        .findFirst();
    }

    private PresentedKey() {}
}
