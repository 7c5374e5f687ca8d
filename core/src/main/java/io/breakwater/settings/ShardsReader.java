package io.breakwater.settings;

import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Turns `shards` into records: their ids differ, and no two of them are the same account and Region.
final class ShardsReader {
    private final Report report;
    private final Map<String, String> pools = new HashMap<>();

    private ShardsReader(Report report) {
        this.report = report;
    }

    static Known<Shard> read(Path at, Report report) {
        ShardsReader reader = new ShardsReader(report);
        Known<Path> ids = Known.ids(at, "shard", report);
        Map<String, Shard> sound = new LinkedHashMap<>();
        at.items()
                .forEach(item -> reader.shard(item)
                        .ifPresent(shard -> sound.put(shard.id().value(), shard)));
        return new Known<>("shard", sound, ids.declared(), ids.complete());
    }

    private Optional<Shard> shard(Path at) {
        at.key("regions").items().forEach(region -> claim(at, region));
        if (report.broken(at.text())) {
            return Optional.empty();
        }
        return Optional.of(new Shard(
                new ShardId(at.key("id").asText()),
                new AccountId(at.key("account").asText()),
                at.key("regions").texts().stream().map(Region::new).toList(),
                at.key("weight").smallWhole(1)));
    }

    private void claim(Path shard, Path region) {
        Path account = shard.key("account");
        if (!account.present() || report.broken(account.text()) || report.broken(region.text())) {
            return;
        }
        String pool = "account " + account + " in " + region;
        String other = pools.putIfAbsent(pool, shard.text());
        if (other != null && !other.equals(shard.text())) {
            report.add(
                    region.text(),
                    "%s is already in %s; Bedrock counts an account and Region once, keep it in one shard"
                            .formatted(pool, other));
        }
    }
}
