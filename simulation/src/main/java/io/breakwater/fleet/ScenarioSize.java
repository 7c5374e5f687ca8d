package io.breakwater.fleet;

import io.breakwater.model.Capacity;
import io.breakwater.model.ShardId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The load and the size of a scenario.
///
/// @param perSecond the requests of all tenants together
/// @param load the part of the first tier's quotas that they need
/// @param tiers how many models the alias has, one for each tier
/// @param accounts how many shards there are
/// @param hand how many accounts a tenant's hand has; each possible hand has a tenant. 0 for all
/// accounts, and four tenants
/// @param known whether the gateway is told the quotas
record ScenarioSize(double perSecond, double load, int tiers, int accounts, int hand, boolean known) {
    private static final int TENANTS = 4;

    /// A fleet under usual load: somewhat less than half of its quotas, with a second tier.
    static ScenarioSize usual(double perSecond) {
        return new ScenarioSize(perSecond, 1 / 2.4, 2, Scenario.ACCOUNTS, 0, true);
    }

    int targets() {
        return accounts * Scenario.REGIONS;
    }

    /// The shards of each hand.
    List<Set<ShardId>> hands() {
        return hand == 0
                ? Collections.nCopies(TENANTS, Worlds.hand(accounts))
                : IntStream.range(0, 1 << accounts)
                        .filter(chosen -> Integer.bitCount(chosen) == hand)
                        .mapToObj(ScenarioSize::handOf)
                        .toList();
    }

    /// The shards whose bits are set.
    private static Set<ShardId> handOf(int chosen) {
        return IntStream.range(0, Integer.SIZE)
                .filter(account -> (chosen >> account & 1) == 1)
                .mapToObj(account -> new ShardId(Worlds.shard(account)))
                .collect(Collectors.toSet());
    }

    Capacity capacity() {
        return new Capacity(Math.round(perSecond * 60 / (targets() * load)), 0);
    }
}
