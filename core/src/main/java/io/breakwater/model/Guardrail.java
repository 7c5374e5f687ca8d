package io.breakwater.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A configured guardrail, with which Bedrock checks prompts and answers ("Use a guardrail with the
/// Converse API", Amazon Bedrock User Guide). In AWS a guardrail belongs to one account and Region, so
/// it has a copy for each place that calls models.
///
/// @param name its name in the configuration and for callers
/// @param models the aliases whose calls it checks; empty for all
/// @param plans the plans whose tenants it checks; all tenants if `plans` and `tenants` are both empty
/// @param tenants the tenants it checks besides those of the plans
/// @param onRequest whether it checks only calls that ask for it by name
/// @param trace what an answer says about the checks
/// @param asynchronous whether a stream flows while it is checked, so that the client may have seen
/// content that is then blocked
/// @param copies its copies by place
public record Guardrail(
        String name,
        Set<Alias> models,
        Set<String> plans,
        Set<TenantId> tenants,
        boolean onRequest,
        Trace trace,
        boolean asynchronous,
        Map<Place, Copy> copies) {

    /// What an answer says about the checks (GuardrailTrace, Amazon Bedrock API Reference).
    public enum Trace {
        DISABLED,
        ENABLED,
        ENABLED_FULL;

        /// The one of this name, in small letters or, as headers have it, in capitals.
        public static Optional<Trace> of(String label) {
            return Stream.of(values())
                    .filter(trace -> trace.label().equalsIgnoreCase(label))
                    .findFirst();
        }

        /// The name in Bedrock's API and in the environment's file.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The place of a copy: the account of a shard, and a source Region.
    public record Place(ShardId shard, Region region) {}

    /// @param id Bedrock's id, or the ARN
    /// @param crossRegion where else it checks, if it was created with a guardrail profile
    public record Copy(String id, String version, Optional<CrossRegion> crossRegion) {

        /// A copy that checks in its own Region only.
        public Copy(String id, String version) {
            this(id, version, Optional.empty());
        }

        public String arn(AccountId account, Region region) {
            return id.startsWith("arn:") ? id : "arn:aws:bedrock:%s:%s:guardrail/%s".formatted(region, account, id);
        }

        /// The ARNs that a caller needs the right to apply: the guardrail, and its profile in each
        /// Region ("Permissions for using cross-Region inference with Amazon Bedrock Guardrails",
        /// Amazon Bedrock User Guide).
        Stream<String> applied(AccountId account, Region region) {
            Stream<String> profiles = crossRegion.stream().flatMap(profile -> profile.arns(account));
            return Stream.concat(Stream.of(arn(account, region)), profiles);
        }

        /// Whether a caller's text names this copy: by its id, or by its ARN in any account.
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
    /// @param regions the Regions to which it routes
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

    /// Whether it checks every call of this tenant to this alias.
    public boolean concerns(Tenant tenant, Alias alias) {
        return !onRequest && isFor(tenant, alias);
    }

    /// Whether calls of this tenant to this alias may ask for it.
    public boolean isFor(Tenant tenant, Alias alias) {
        boolean everybody = plans.isEmpty() && tenants.isEmpty();
        return (models.isEmpty() || models.contains(alias))
                && (everybody || plans.contains(tenant.plan()) || tenants.contains(tenant.id()));
    }

    /// Whether a caller's text names it: by its name, or by the id or ARN of a copy.
    public boolean is(String nameOrId) {
        return name.equals(nameOrId) || copies.values().stream().anyMatch(copy -> copy.is(nameOrId));
    }

    /// The copy that can check a call to the target.
    public Optional<Copy> at(Target target) {
        return Optional.ofNullable(copies.get(new Place(target.shard(), target.source())));
    }
}
