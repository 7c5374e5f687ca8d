package io.breakwater.demo;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Sharding: all requests are answered, every account takes its share, and each account's calls spread
/// over Regions.
record EvenShares(ShownPlan plan) implements Expectation {
    /// With fewer calls an account may use a single Region by chance.
    private static final int ENOUGH_TO_SPREAD = 4;

    @Override
    public String promise() {
        return "each of the %d shards %s takes the same share".formatted(shards().size(), String.join(", ", shards()));
    }

    @Override
    public PatternVerdict judge(Evidence evidence) {
        return notAnswered(evidence)
                .or(() -> uneven(evidence))
                .or(() -> notSpread(evidence))
                .<PatternVerdict>map(PatternVerdict.NotHeld::new)
                .orElseGet(() -> new PatternVerdict.Held("%d answered, %s, each over several Regions"
                        .formatted(evidence.sent(), spoken(counts(evidence)))));
    }

    private Optional<String> notAnswered(Evidence evidence) {
        if (shards().size() < 2) {
            return Optional.of(
                    "the gateway's plan names %d shard(s), so there is nothing to share; it names none without "
                                    .formatted(shards().size())
                            + "exposeTargets: true");
        }
        return evidence.succeeded() < evidence.sent() ? Optional.of(evidence.answered()) : Optional.empty();
    }

    /// The shares may differ by one if the number of requests is not a multiple of the number of
    /// shards.
    private Optional<String> uneven(Evidence evidence) {
        Map<String, Integer> counts = counts(evidence);
        if (!counts.keySet().equals(shards())) {
            return Optional.of("other shards answered than the plan names: " + spoken(counts));
        }
        int most = counts.values().stream().max(Comparator.naturalOrder()).orElse(0);
        int least = counts.values().stream().min(Comparator.naturalOrder()).orElse(0);
        int allowed = evidence.sent() % counts.size() == 0 ? 0 : 1;
        return most - least > allowed ? Optional.of("the shares differ: " + spoken(counts)) : Optional.empty();
    }

    private Optional<String> notSpread(Evidence evidence) {
        return switch (evidence.served()) {
            case ServedPlaces.Unknown(String why) -> Optional.of(why);
            case ServedPlaces.Known(List<ServedCall> calls) ->
                calls.size() < evidence.sent()
                        ? Optional.of(SpreadOverRegions.missing(calls, evidence.sent()))
                        : inOneRegion(calls);
        };
    }

    private static Optional<String> inOneRegion(List<ServedCall> calls) {
        return calls.stream()
                .collect(Collectors.groupingBy(ServedCall::account, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .filter(account -> account.getValue().size() >= ENOUGH_TO_SPREAD)
                .filter(account ->
                        SpreadOverRegions.regions(account.getValue()).size() < SpreadOverRegions.LEAST_REGIONS)
                .findFirst()
                .map(account -> "account %s was served in one Region only: %s"
                        .formatted(account.getKey(), SpreadOverRegions.regions(account.getValue())));
    }

    private Set<String> shards() {
        return plan.tiers().stream()
                .limit(1)
                .flatMap(tier -> plan.tier(tier).stream())
                .flatMap(pool -> pool.target().stream())
                .map(TargetName::shard)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<String, Integer> counts(Evidence evidence) {
        Map<String, Integer> counts = new TreeMap<>();
        shards().forEach(shard -> counts.put(shard, 0));
        evidence.answers().stream()
                .flatMap(answer -> answer.target().stream())
                .forEach(target -> counts.merge(target.shard(), 1, Integer::sum));
        return counts;
    }

    private static String spoken(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }
}
