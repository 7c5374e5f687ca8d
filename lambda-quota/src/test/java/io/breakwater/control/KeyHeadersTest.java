package io.breakwater.control;

import io.breakwater.PublicNames;
import io.breakwater.surface.KeyRealm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The headers in which clients send their keys.
class KeyHeadersTest {
    /// Headers in which clients of some model's API send their key, or might send it.
    private static final List<String> CANDIDATES = List.of(
            "authorization",
            "x-api-key",
            "api-key",
            "x-goog-api-key",
            "ocp-apim-subscription-key",
            "x-amz-security-token",
            "proxy-authorization");

    @Test
    void keys_are_taken_where_they_always_were() {
        Set<String> headers = new TreeSet<>();
        for (String name : CANDIDATES) {
            for (String form : List.of("KEY", "Bearer KEY")) {
                Map<String, String> sent = Map.of(name, form);
                PresentedKey.in(sent).filter("KEY"::equals).ifPresent(_ -> headers.add(name + ": " + form));
                for (KeyRealm realm : KeyRealm.values()) {
                    PresentedKey.in(sent, realm)
                            .filter("KEY"::equals)
                            .ifPresent(_ -> headers.add(
                                    realm.header() + " alone where cached, " + realm.resources() + ": " + form));
                }
            }
        }
        PublicNames.KEY_HEADERS.are(headers);
    }
}
