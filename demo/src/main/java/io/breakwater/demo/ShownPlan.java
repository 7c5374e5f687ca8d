package io.breakwater.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The gateway's plan for a request: the pools in order, and those that are temporarily left out.
record ShownPlan(List<PoolCandidate> pools, List<String> resting) {
    private static final Duration WHILE_RESTING = Duration.ofSeconds(5);

    ShownPlan {
        pools = List.copyOf(pools);
        resting = List.copyOf(resting);
    }

    /// Reads the answer of `POST /v1/plan`. A skipped candidate rests if its reason ends by itself, at `until`.
    static ShownPlan of(JsonNode json) {
        List<PoolCandidate> pools = new ArrayList<>();
        json.path("candidates").forEach(candidate -> pools.add(pool(candidate)));
        List<String> resting = new ArrayList<>();
        for (JsonNode skipped : json.path("skipped")) {
            if (skipped.has("until")) {
                String name =
                        skipped.path("target").asText(skipped.path("profile").asText());
                resting.add(name + ": " + skipped.path("because").asText());
            }
        }
        return new ShownPlan(pools, resting);
    }

    private static PoolCandidate pool(JsonNode candidate) {
        return new PoolCandidate(
                candidate.path("tier").asInt(),
                candidate.path("model").asText(),
                Optional.ofNullable(candidate.path("target").textValue()).flatMap(TargetName::of),
                RequestsLeft.of(candidate.path("requests")));
    }

    /// The pools of a tier, in the plan's order.
    List<PoolCandidate> tier(int number) {
        return pools.stream().filter(pool -> pool.tier() == number).toList();
    }

    /// The tiers in their order.
    List<Integer> tiers() {
        return pools.stream().map(PoolCandidate::tier).distinct().sorted().toList();
    }

    /// The reasons why a measurement now would not show the limits themselves; empty if all pools are
    /// full and none rests.
    List<String> notFull() {
        List<String> reasons = new ArrayList<>(resting);
        pools.stream()
                .filter(pool -> !pool.room().full())
                .map(pool -> pool.name() + ": " + pool.room().remaining() + " of "
                        + pool.room().limitPerMinute() + " requests left")
                .forEach(reasons::add);
        return reasons;
    }

    /// The time until all pools are full, or until the next check if a candidate rests.
    Duration untilFull() {
        Duration pools = this.pools.stream()
                .map(pool -> pool.room().untilFull())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return resting.isEmpty() || pools.compareTo(WHILE_RESTING) > 0 ? pools : WHILE_RESTING;
    }
}
