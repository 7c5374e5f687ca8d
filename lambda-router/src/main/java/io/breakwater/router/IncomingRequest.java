package io.breakwater.router;

import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.SealedIds;
import io.breakwater.identity.Caller;
import io.breakwater.model.Alias;
import io.breakwater.model.RouteNames;
import io.breakwater.model.Tenant;
import io.breakwater.surface.ApiOperation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// One request to the router: what was asked, by whose key, and where the answer goes.
///
/// @param functionEnd when the environment ends a running request
/// @param parameters the query of its address
/// @param caller whose key it has; empty if it has no valid one
record IncomingRequest(
        String id,
        Instant begun,
        Instant functionEnd,
        ApiRequest request,
        Endpoint endpoint,
        Map<String, List<String>> parameters,
        Optional<Caller> caller,
        SinkClient client) {

    /// The part of the path that the name in braces of the operation's path stands for.
    String variable(ApiOperation operation) {
        return operation.variable(request.path());
    }

    /// The query parameter of this name.
    Optional<String> query(String name) {
        return values(name).reduce((_, last) -> last);
    }

    Stream<String> values(String name) {
        return parameters.getOrDefault(name, List.of()).stream();
    }

    /// The tenant's models that the caller's key is for.
    Set<Alias> models(Tenant tenant) {
        return caller.map(key -> key.modelsOf(tenant)).orElse(Set.of());
    }

    boolean keyForbids(Tenant tenant, Alias alias) {
        return tenant.models().contains(alias) && !models(tenant).contains(alias);
    }

    /// The names by which the caller may ask for models.
    CallersNames names(RouteNames all, Tenant tenant) {
        return new CallersNames(all, models(tenant), tenant.models(), ids());
    }

    /// The ids of the responses stored for the caller's tenant.
    SealedIds ids() {
        return SealedIds.of(caller.map(Caller::sealing).orElse(""));
    }

    /// The call, in the session that the client names.
    ModelCall inSession(ModelCall call) {
        return session(request).map(call::inSession).orElse(call);
    }

    /// The session that Claude Code names in a header.
    static Optional<String> session(ApiRequest request) {
        return request.header("x-claude-code-session-id").filter(name -> !name.isBlank());
    }

    /// The answer, without its body for a HEAD request.
    ApiReply asked(ApiReply reply) {
        return request.method().equals("HEAD") ? new ApiReply(reply.status(), reply.headers(), new byte[0]) : reply;
    }
}
