package io.breakwater.naming;

import io.breakwater.model.TenantId;
import java.util.Optional;

/// The session names under which shards' roles are assumed: they are the end of the caller's ARN in
/// CloudTrail and, as `line_item_iam_principal`, in the bill. STS takes 2 to 64 characters of
/// `[\w+=,.@-]` ("AssumeRole", AWS STS API Reference); a tenant's own name has only `[a-z0-9-]`, so the
/// shared session's name has another character in it.
public final class SessionNames {
    private static final String FILL = "=";
    private static final int SHORTEST = 2;

    private SessionNames() {}

    /// The tenant's own name, padded to two characters.
    public static String of(TenantId tenant) {
        return tenant.value().length() < SHORTEST ? tenant.value() + FILL : tenant.value();
    }

    /// The session for tenants without one of their own; no tenant can have this name.
    public static String shared(String environment) {
        return "breakwater@" + environment;
    }

    /// The tenant of a session; empty if it is the shared one.
    public static Optional<TenantId> tenant(String session) {
        String name =
                session.length() == SHORTEST && session.endsWith(FILL) ? session.substring(0, SHORTEST - 1) : session;
        return TenantId.isOne(name) ? Optional.of(new TenantId(name)) : Optional.empty();
    }
}
