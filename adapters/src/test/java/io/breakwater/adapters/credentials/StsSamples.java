package io.breakwater.adapters.credentials;

import io.breakwater.model.AccountId;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;

/// Roles and targets for tests that play STS in virtual time.
final class StsSamples {
    private StsSamples() {}

    /// A shard's role is named like the shard.
    static AssumedRoles roles(StatefulSts sts, AssumedRoles.Names names, InstantSource clock, long seed) {
        return new AssumedRoles(
                sts,
                names,
                shard -> new AssumedRoles.ShardRole(shard.value(), Optional.empty()),
                clock,
                new SplittableRandom(seed),
                new AtOnce());
    }

    static Target target(String shard) {
        return new Target(
                new ShardId(shard),
                new AccountId("111111111111"),
                new Region("us-east-1"),
                new ProfileId("us.amazon.nova-lite-v1:0"));
    }
}
