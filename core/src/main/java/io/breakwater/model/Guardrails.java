package io.breakwater.model;

import java.util.List;
import java.util.Optional;

/// The guardrails of an environment.
///
/// @param all in the order of the file; if several concern a call, the first is applied
public record Guardrails(List<Guardrail> all) {
    public static final Guardrails NONE = new Guardrails(List.of());

    public Guardrails {
        all = List.copyOf(all);
    }

    /// The guardrail that checks every call of this tenant to this alias.
    public Optional<Guardrail> of(Tenant tenant, Alias alias) {
        return all.stream()
                .filter(guardrail -> guardrail.concerns(tenant, alias))
                .findFirst();
    }

    /// @param nameOrId its name, or the id or ARN of a copy
    public Optional<Guardrail> named(String nameOrId) {
        return all.stream().filter(guardrail -> guardrail.is(nameOrId)).findFirst();
    }

    /// The ARNs that calls from one account and Region apply, each once: copies of guardrails, and the
    /// guardrail profiles of copies that check in several Regions.
    public List<String> arns(ShardId shard, AccountId account, Region region) {
        Guardrail.Place place = new Guardrail.Place(shard, region);
        return all.stream()
                .flatMap(guardrail -> Optional.ofNullable(guardrail.copies().get(place)).stream())
                .flatMap(copy -> copy.applied(account, region))
                .distinct()
                .toList();
    }
}
