package io.breakwater.surface;

import java.util.List;
import java.util.stream.Stream;

/// A part of the API whose answers about keys are cached apart from those of the others, and the one header that
/// carries the key there: the one that the SDKs of its paths send when they are told nothing else.
///
/// Bedrock has a part of its own, although its clients use the header that everybody uses: a bad key is denied there
/// with 403, and a denial is cached, while elsewhere the answer is 401.
public enum KeyRealm {
    /// Everything that is in no other.
    SHARED("Authorization"),
    BEDROCK("Authorization"),
    ANTHROPIC("x-api-key"),
    AZURE("api-key");

    private final String header;

    KeyRealm(String header) {
        this.header = header;
    }

    /// The realm of a resource, by its path template as API Gateway's events name it.
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

    /// The path templates of the resources it has to itself.
    public List<String> resources() {
        return this == SHARED
                ? List.of()
                : Stream.of(ApiResource.values())
                        .filter(resource -> resource.realm() == this)
                        .map(ApiResource::template)
                        .toList();
    }
}
