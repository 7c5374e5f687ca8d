package io.breakwater.local.front;

import io.breakwater.surface.ApiResource;
import io.breakwater.surface.KeyRealm;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The key under which API Gateway caches an authorizer's answer: the authorizer and its identity
/// sources.
///
/// @param presented the value of the realm's header
/// @param sourceIp where the request came from; a key may be good from some addresses only
record AuthorizerIdentity(KeyRealm realm, String presented, String sourceIp) {

    /// Empty if the header is missing or empty: the authorizer is then not asked at all.
    static Optional<AuthorizerIdentity> of(RequestHead request, ApiResource resource) {
        KeyRealm realm = resource.realm();
        return Optional.ofNullable(request.headers().get(realm.header().toLowerCase(Locale.ROOT)))
                .map(List::getLast)
                .filter(value -> !value.isEmpty())
                .map(value -> new AuthorizerIdentity(realm, value, request.sourceIp()));
    }
}
