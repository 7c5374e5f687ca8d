package io.breakwater.demo;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Balance: every primary answers as many requests as it has room for, and only the rest falls back.
record SharedPrimaries(ShownPlan plan, int requests) implements Expectation {

    @Override
    public String promise() {
        return primaries().stream()
                .map(pool -> pool.name() + " has room for " + pool.room().remaining())
                .collect(Collectors.joining(", "));
    }

    @Override
    public PatternVerdict judge(Evidence evidence) {
        return indistinct()
                .or(() -> overflow().against(evidence))
                .or(() -> primaries().stream()
                        .flatMap(pool -> unshared(pool, evidence).stream())
                        .findFirst())
                .<PatternVerdict>map(PatternVerdict.NotHeld::new)
                .orElseGet(() -> new PatternVerdict.Held(seen(evidence)));
    }

    private Optional<String> indistinct() {
        List<PoolCandidate> primaries = primaries();
        if (primaries.size() < 2) {
            return Optional.of("the gateway's plan has one primary only, so there is nothing to balance");
        }
        return primaries.stream().allMatch(pool -> pool.target().isPresent())
                ? Optional.empty()
                : Optional.of(
                        "the gateway does not show which target answers; exposeTargets: true in its file lets it");
    }

    /// With fewer requests than room, every primary takes part; else each takes as many as it has room
    /// for.
    private Optional<String> unshared(PoolCandidate pool, Evidence evidence) {
        long room = pool.room().remaining();
        boolean ample = primaries().stream()
                        .mapToLong(primary -> Math.min(primary.room().remaining(), requests))
                        .sum()
                > requests;
        long least = ample ? Math.min(1, requests / primaries().size()) : room;
        int answered = evidence.answeredBy(pool);
        return answered >= least && answered <= room + pool.room().grownIn(evidence.took())
                ? Optional.empty()
                : Optional.of("%s had room for %d, but answered %d".formatted(pool.name(), room, answered));
    }

    private String seen(Evidence evidence) {
        int primaries = primaries().stream().mapToInt(evidence::answeredBy).sum();
        String shares = primaries().stream()
                .map(pool -> Integer.toString(evidence.answeredBy(pool)))
                .collect(Collectors.joining(" + "));
        return shares + " on the primaries, " + (evidence.succeeded() - primaries) + " on the fallback";
    }

    private Overflow overflow() {
        return new Overflow(plan, requests);
    }

    private List<PoolCandidate> primaries() {
        return plan.tiers().isEmpty() ? List.of() : plan.tier(plan.tiers().getFirst());
    }
}
