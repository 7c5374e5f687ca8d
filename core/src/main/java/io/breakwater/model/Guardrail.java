package io.breakwater.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What Bedrock checks prompts and answers with, as an operator has set it ("Use a guardrail with the Converse API",
/// Amazon Bedrock User Guide). A guardrail lives in one account and Region, so it has a copy for each that calls.
///
/// @param name what configuration and callers call it
/// @param models the aliases whose calls it is for; empty for all
/// @param plans the plans whose tenants it is for; empty, with `tenants` empty too, for all
/// @param tenants the tenants it is for beside those of the plans
/// @param onRequest whether it is only for calls that ask for it by name
/// @param trace what an answer says of the checks
/// @param asynchronous whether a stream flows while it is checked, so that what is refused may have been seen
/// @param copies by where they are
public record Guardrail(
        String name,
        Set<Alias> models,
        Set<String> plans,
        Set<TenantId> tenants,
        boolean onRequest,
        Trace trace,
        boolean asynchronous,
        Map<Place, Copy> copies) {

    /// What an answer says of the checks (GuardrailTrace, Amazon Bedrock API Reference).
    public enum Trace {
        DISABLED,
        ENABLED,
        ENABLED_FULL;

        /// As Bedrock and the environment's file write it.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Where a copy is: the account of a shard, and a source Region.
    public record Place(ShardId shard, Region region) {}

    /// @param id Bedrock's id, or the ARN
    /// @param crossRegion where else it checks, if it was made with a guardrail profile
    public record Copy(String id, String version, Optional<CrossRegion> crossRegion) {

        /// One that checks where it is.
        public Copy(String id, String version) {
            this(id, version, Optional.empty());
        }

        public String arn(AccountId account, Region region) {
            return id.startsWith("arn:") ? id : "arn:aws:bedrock:%s:%s:guardrail/%s".formatted(region, account, id);
        }

        /// What a caller must have the right to apply: it, and its profile in each Region ("Permissions for using
        /// cross-Region inference with Amazon Bedrock Guardrails", Amazon Bedrock User Guide).
        Stream<String> applied(AccountId account, Region region) {
            Stream<String> profiles = crossRegion.stream().flatMap(profile -> profile.arns(account));
            return Stream.concat(Stream.of(arn(account, region)), profiles);
        }

        /// Whether somebody means it by this: its id or its ARN, of whatever account.
        boolean is(String idOrArn) {
            return last(id).equals(last(idOrArn));
        }

        private static String last(String idOrArn) {
            return idOrArn.substring(idOrArn.lastIndexOf('/') + 1);
        }
    }

    /// A guardrail profile, which lets Bedrock check in several Regions.
    ///
    /// @param profile such as `us.guardrail.v1:0`
    /// @param regions to which it routes
    public record CrossRegion(String profile, List<Region> regions) {
        public CrossRegion {
            regions = List.copyOf(regions);
        }

        private Stream<String> arns(AccountId account) {
            return regions.stream()
                    .map(region -> "arn:aws:bedrock:%s:%s:guardrail-profile/%s".formatted(region, account, profile));
        }
    }

    public Guardrail {
        models = Set.copyOf(models);
        plans = Set.copyOf(plans);
        tenants = Set.copyOf(tenants);
        copies = Map.copyOf(copies);
    }

    /// Whether each call of this tenant to this alias is checked with it.
    public boolean concerns(Tenant tenant, Alias alias) {
        return !onRequest && isFor(tenant, alias);
    }

    /// Whether calls of this tenant to this alias may be checked with it.
    public boolean isFor(Tenant tenant, Alias alias) {
        boolean everybody = plans.isEmpty() && tenants.isEmpty();
        return (models.isEmpty() || models.contains(alias))
                && (everybody || plans.contains(tenant.plan()) || tenants.contains(tenant.id()));
    }

    /// Whether somebody means it by this: its name, or the id or ARN of a copy.
    public boolean is(String nameOrId) {
        return name.equals(nameOrId) || copies.values().stream().anyMatch(copy -> copy.is(nameOrId));
    }

    /// The copy that a call to the target can be checked with.
    public Optional<Copy> at(Target target) {
        return Optional.ofNullable(copies.get(new Place(target.shard(), target.source())));
    }
}
