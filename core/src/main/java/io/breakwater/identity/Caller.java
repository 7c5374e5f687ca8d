package io.breakwater.identity;

import io.breakwater.model.TenantId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who is calling, as the authorizer tells the functions behind it in `requestContext.authorizer`.
///
/// @param keyId the public id of the key that was used
public record Caller(TenantId tenant, String keyId) {
    private static final String TENANT = "tenant";
    private static final String KEY_ID = "keyId";

    /// The caller that an authorizer context names; empty where no authorizer has run, or one that is not
    /// ours.
    public static Optional<Caller> of(@Nullable Map<String, Object> authorizer) {
        return authorizer != null
                        && authorizer.get(TENANT) instanceof String tenant
                        && authorizer.get(KEY_ID) instanceof String keyId
                ? Optional.of(new Caller(new TenantId(tenant), keyId))
                : Optional.empty();
    }

    /// The authorizer context; API Gateway passes on strings, numbers and booleans only.
    public Map<String, Object> context() {
        return Map.of(TENANT, tenant.value(), KEY_ID, keyId);
    }
}
