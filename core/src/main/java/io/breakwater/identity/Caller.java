package io.breakwater.identity;

import io.breakwater.model.Alias;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who is calling, as the authorizer tells the functions behind it in `requestContext.authorizer`.
///
/// @param keyId the public id of the key that was used
/// @param models the models that the key is for; empty for all of the tenant's models
/// @param sealing the secret that seals the ids of the tenant's stored responses; empty if there is
/// none, as from an authorizer of an earlier version
public record Caller(TenantId tenant, String keyId, Set<Alias> models, String sealing) {
    private static final String TENANT = "tenant";
    private static final String KEY_ID = "keyId";
    private static final String MODELS = "models";
    private static final String SEALING = "sealing";

    /// A caller for whom nothing is stored.
    public Caller(TenantId tenant, String keyId, Set<Alias> models) {
        this(tenant, keyId, models, "");
    }

    public Caller {
        models = Set.copyOf(models);
    }

    /// The caller that an authorizer context names; empty if no authorizer or a foreign one has run, or
    /// if a value is malformed.
    public static Optional<Caller> of(@Nullable Map<String, Object> authorizer) {
        if (authorizer == null
                || !(authorizer.get(TENANT) instanceof String tenant)
                || !(authorizer.get(KEY_ID) instanceof String keyId)
                || !(authorizer.getOrDefault(MODELS, "") instanceof String models)
                || !(authorizer.getOrDefault(SEALING, "") instanceof String sealing)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Caller(new TenantId(tenant), keyId, aliases(models), sealing));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static Set<Alias> aliases(String names) {
        return names.isEmpty()
                ? Set.of()
                : Arrays.stream(names.split(",", -1)).map(Alias::new).collect(Collectors.toUnmodifiableSet());
    }

    /// The authorizer context; API Gateway passes on strings, numbers and booleans only.
    public Map<String, Object> context() {
        Map<String, Object> context = new HashMap<>(Map.of(TENANT, tenant.value(), KEY_ID, keyId));
        if (!sealing.isEmpty()) {
            context.put(SEALING, sealing);
        }
        if (!models.isEmpty()) {
            context.put(MODELS, models.stream().sorted().map(Alias::value).collect(Collectors.joining(",")));
        }
        return context;
    }

    /// The secret shows in no log.
    @Override
    public String toString() {
        return "Caller[tenant=%s, keyId=%s, models=%s]".formatted(tenant, keyId, models);
    }

    /// Whether the key is for this model; whether the tenant may use it is another question.
    public boolean mayUse(Alias alias) {
        return models.isEmpty() || models.contains(alias);
    }

    /// The tenant's models that the key is for.
    public Set<Alias> modelsOf(Tenant owner) {
        return owner.models().stream().filter(this::mayUse).collect(Collectors.toUnmodifiableSet());
    }
}
