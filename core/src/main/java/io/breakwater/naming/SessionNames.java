package io.breakwater.naming;

import io.breakwater.model.TenantId;
import java.util.Optional;

/// By what names roles of shards are assumed: they stand at the end of the caller's ARN in CloudTrail and, as
/// `line_item_iam_principal`, in the bill. STS takes 2 to 64 characters of `[\w+=,.@-]` ("AssumeRole", AWS STS API
/// Reference); a tenant's own name has `[a-z0-9-]` only, so what stands for nobody in particular has another
/// character in it.
public final class SessionNames {
    private static final String FILL = "=";
    private static final int SHORTEST = 2;

    private SessionNames() {}

    /// The tenant's own name, filled up to two characters.
    public static String of(TenantId tenant) {
        return tenant.value().length() < SHORTEST ? tenant.value() + FILL : tenant.value();
    }

    /// The session that is used where a tenant has none of its own; no tenant is called so.
    public static String shared(String environment) {
        return "breakwater@" + environment;
    }

    /// Whose session it is; empty if it is no tenant's.
    public static Optional<TenantId> tenant(String session) {
        String name =
                session.length() == SHORTEST && session.endsWith(FILL) ? session.substring(0, SHORTEST - 1) : session;
        return TenantId.isOne(name) ? Optional.of(new TenantId(name)) : Optional.empty();
    }
}
