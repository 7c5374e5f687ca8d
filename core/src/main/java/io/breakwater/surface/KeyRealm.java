package io.breakwater.surface;

import java.util.List;
import java.util.stream.Stream;

/// A part of the API whose cached answers about keys are separate from the other parts', and the one
/// header that carries the key there: the one that the SDKs for its paths send by default.
///
/// Bedrock has a realm of its own, although its clients use the common header: there a bad key is
/// denied with 403, and a denial is cached, while elsewhere the answer is 401.
public enum KeyRealm {
    /// Everything that is in no other realm.
    SHARED("Authorization"),
    BEDROCK("Authorization"),
    ANTHROPIC("x-api-key"),
    AZURE("api-key");

    private final String header;

    KeyRealm(String header) {
        this.header = header;
    }

    /// The realm of a resource, by the path template in API Gateway's events.
    public static KeyRealm of(String resource) {
        return Stream.of(values())
                .filter(realm -> realm.resources().contains(resource))
                .findFirst()
                .orElse(SHARED);
    }

    /// The header's name, in the spelling of its documentation; clients may use any case.
    public String header() {
        return header;
    }

    /// The path templates of its own resources.
    public List<String> resources() {
        return this == SHARED
                ? List.of()
                : Stream.of(ApiResource.values())
                        .filter(resource -> resource.realm() == this)
                        .map(ApiResource::template)
                        .toList();
    }
}
