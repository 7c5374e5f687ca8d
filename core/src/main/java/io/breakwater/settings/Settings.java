package io.breakwater.settings;

import io.breakwater.model.AnswerModel;
import io.breakwater.model.Capacity;
import io.breakwater.model.Profile;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Route;
import io.breakwater.model.RouteNames;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Shares;
import io.breakwater.model.Target;
import io.breakwater.model.Terms;
import io.breakwater.model.Topology;
import io.breakwater.surface.Cors;
import io.breakwater.tenancy.Plans;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// One environment, complete and checked: every name in it resolves. The settings packaged with
/// functions have neither plans nor tenants, which are data.
///
/// @param shards in the order of the file
/// @param plans terms by plan name
/// @param priorities the share of each target's capacity that each priority is guaranteed, as
/// configured
/// @param bodyBytes the largest request body
/// @param reserved the concurrent executions reserved for each function; empty for none
/// @param authorizerCache how long API Gateway reuses the authorizer's answer about a key; zero for
/// never
/// @param firstKeysInSecrets whether a deploy makes each tenant's first key and keeps it in a secret; else operators
/// issue it
/// @param customerManagedKeys whether log groups, secrets, functions' variables and the alarms' topic are
/// encrypted with KMS keys of the environment's own, one for each stack that has any of these; else with
/// AWS's own
/// @param vpc the network in which the gateway's functions run; empty for none of the account's own
/// @param costAttribution whether each tenant and model gets its own application inference profile
/// @param tenantSessions whether each tenant's calls are signed by a session of its own name
/// @param protection what happens to its state when its stacks are deleted
/// @param exposeTargets whether answers may name the shard, Region and profile that answered
/// @param answerModel the value of `model` in translated answers
/// @param cors which web pages may call the API from a browser
/// @param expectedCopies how many functions are expected to serve at once
/// @param simulation how the simulated Bedrock behaves; empty in deployed environments
/// @param profiles the whole catalogue, including profiles that no alias uses
public record Settings(
        Home home,
        List<Shard> shards,
        Topology topology,
        Map<String, Terms> plans,
        Shares priorities,
        Timeouts timeouts,
        long bodyBytes,
        Alarms alarms,
        Throttle throttle,
        Optional<Reserved> reserved,
        Duration authorizerCache,
        boolean firstKeysInSecrets,
        boolean customerManagedKeys,
        Optional<Vpc> vpc,
        Logging logging,
        boolean costAttribution,
        boolean tenantSessions,
        Protection protection,
        boolean exposeTargets,
        AnswerModel answerModel,
        Cors cors,
        int expectedCopies,
        Optional<Simulation> simulation,
        Map<ProfileId, Profile> profiles) {

    public Settings {
        shards = List.copyOf(shards);
        plans = Map.copyOf(plans);
        profiles = Map.copyOf(profiles);
    }

    /// The environment's name, as in keys, tags and stack names.
    public String environment() {
        return topology.environment();
    }

    /// Every account and Region that has a stack, each once: the gateway's first, then each shard's, with
    /// its role in the gateway's Region and its calls in its source Regions.
    public List<Site> sites() {
        Stream<Site> shards = this.shards.stream()
                .flatMap(shard -> Stream.concat(Stream.of(home.region()), shard.regions().stream())
                        .map(region -> new Site(shard.account(), region)));
        return Stream.concat(Stream.of(new Site(home.account(), home.region())), shards)
                .distinct()
                .toList();
    }

    /// The plans of the environment's file, and the priorities of its tenants.
    public Plans commonTerms() {
        return Plans.of(plans, topology.tenants().values());
    }

    /// The names by which clients may ask for the aliases.
    public RouteNames routeNames() {
        return RouteNames.of(topology.routes().values(), profiles.values());
    }

    /// Every quota pool that some alias uses, in the order of labels, with the one capacity of its
    /// ledger.
    public Map<String, RoutedTarget> targets() {
        Map<String, RoutedTarget> targets = new TreeMap<>();
        routed().forEach(routed -> targets.putIfAbsent(routed.target().label(), routed));
        return targets;
    }

    /// The capacity of a target; [Capacity#UNKNOWN] if no alias uses it.
    public Capacity capacity(Target target) {
        return Optional.ofNullable(targets().get(target.label()))
                .map(RoutedTarget::capacity)
                .orElse(Capacity.UNKNOWN);
    }

    /// The profiles that some alias uses, by id.
    public Map<ProfileId, Profile> profilesInUse() {
        Map<ProfileId, Profile> used = new TreeMap<>();
        routed().forEach(routed -> used.put(routed.profile().id(), routed.profile()));
        return used;
    }

    private Stream<RoutedTarget> routed() {
        return topology.routes().values().stream()
                .map(Route::tiers)
                .flatMap(List::stream)
                .flatMap(tier -> tier.targets().stream());
    }
}
