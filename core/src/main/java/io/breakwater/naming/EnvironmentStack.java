package io.breakwater.naming;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import io.breakwater.settings.Home;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Shard;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A stack of an environment, and where it is. Whoever looks for stacks finds them in this list: the
/// clean-up, the operators' commands and the deploy test.
///
/// @param shard the shard that it belongs to; empty if it is one of the gateway's
public record EnvironmentStack(Optional<ShardId> shard, AccountId account, Region region, String name) {

    /// All stacks that an environment has.
    public static List<EnvironmentStack> of(Settings settings) {
        Naming naming = new Naming(settings.environment(), settings.home());
        Stream<EnvironmentStack> shards = settings.shards().stream().flatMap(shard -> ofShard(shard, naming));
        return Stream.concat(ofGateway(naming), shards).toList();
    }

    private static Stream<EnvironmentStack> ofGateway(Naming naming) {
        Home home = naming.home();
        return Stream.of(naming.cleanupStack(), naming.gatewayStack(), naming.monitoringStack())
                .map(name -> new EnvironmentStack(Optional.empty(), home.account(), home.region(), name));
    }

    private static Stream<EnvironmentStack> ofShard(Shard shard, Naming naming) {
        Region home = naming.home().region();
        return Stream.concat(
                Stream.of(of(shard, home, naming.shardRole(shard.id())), of(shard, home, naming.keptStack(shard.id()))),
                shard.regions().stream().map(region -> of(shard, region, naming.shardStack(shard.id(), region))));
    }

    private static EnvironmentStack of(Shard shard, Region region, String name) {
        return new EnvironmentStack(Optional.of(shard.id()), shard.account(), region, name);
    }
}
