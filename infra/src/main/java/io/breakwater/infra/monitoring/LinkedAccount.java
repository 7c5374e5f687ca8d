package io.breakwater.infra.monitoring;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Shard;
import java.util.List;
import java.util.Optional;

/// A shard's account in a Region whose own metrics can be seen in the gateway's account.
///
/// @param home whether it is the gateway's account itself
/// @param sink the ARN of the gateway account's sink in that Region, if it has one
public record LinkedAccount(ShardId shard, AccountId account, Region region, boolean home, Optional<String> sink) {

    /// Every shard and Region that can be seen.
    static List<LinkedAccount> of(Settings settings) {
        return settings.shards().stream()
                .flatMap(shard -> shard.regions().stream().flatMap(region -> of(settings, shard, region).stream()))
                .toList();
    }

    /// A shard in one of its Regions, if it can be seen.
    public static Optional<LinkedAccount> of(Settings settings, Shard shard, Region region) {
        boolean home = shard.account().equals(settings.home().account());
        Optional<String> sink = Optional.ofNullable(settings.alarms().sinks().get(region));
        return home || sink.isPresent()
                ? Optional.of(new LinkedAccount(shard.id(), shard.account(), region, home, sink))
                : Optional.empty();
    }

    /// The sink to link the account to; none for the gateway's own account.
    public Optional<String> link() {
        return sink.filter(_ -> !home);
    }

    /// Bedrock's own metrics by model, as a search. Accounts are known only where there is a sink ("CloudWatch search
    /// expression syntax", Amazon CloudWatch User Guide).
    String search(String metric, String statistic, long periodSeconds) {
        String who = sink.isPresent() ? " :aws.AccountId=\"" + account + "\"" : "";
        return "SEARCH('{AWS/Bedrock,ModelId} MetricName=\"%s\"%s', '%s', %d)"
                .formatted(metric, who, statistic, periodSeconds);
    }
}
