package io.breakwater.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Fallback: every tier answers as many requests as it has room for, and the next takes the rest.
///
/// Of `n` requests a tier with room for `r` answers `min(n, r)`, plus at most what its limits refilled
/// during the burst; the rest goes to the next tier. Beyond the last tier a refusal with `Retry-After`
/// is expected.
record Overflow(ShownPlan plan, int requests) implements Expectation {

    @Override
    public String promise() {
        List<String> tiers = new ArrayList<>();
        for (int tier : plan.tiers()) {
            tiers.add("tier %d has room for %s".formatted(tier, limited(room(tier))));
        }
        return String.join(", ", tiers);
    }

    @Override
    public PatternVerdict judge(Evidence evidence) {
        return against(evidence)
                .<PatternVerdict>map(PatternVerdict.NotHeld::new)
                .orElseGet(() -> new PatternVerdict.Held(seen(evidence)));
    }

    Optional<String> against(Evidence evidence) {
        if (plan.tiers().size() < 2) {
            return Optional.of("the gateway's plan has no second tier to fall back to");
        }
        int left = requests;
        for (int tier : plan.tiers()) {
            int answered = answered(tier, evidence);
            if (!fits(answered, left, tier, evidence.took())) {
                return Optional.of("tier %d had room for %s of %d, but answered %d; %s"
                        .formatted(tier, limited(room(tier)), left, answered, evidence.answered()));
            }
            left -= answered;
        }
        return refused(evidence, left);
    }

    private boolean fits(int answered, int asked, int tier, Duration took) {
        long grown = plan.tier(tier).stream()
                .mapToLong(pool -> pool.room().grownIn(took))
                .sum();
        long room = room(tier);
        return answered >= Math.min(asked, room)
                && answered <= Math.min(asked, room == Long.MAX_VALUE ? room : room + grown);
    }

    private static Optional<String> refused(Evidence evidence, int left) {
        int strangers = left - (evidence.sent() - evidence.succeeded());
        int silent = evidence.count(answer -> !answer.succeeded() && !answer.saysWhen());
        if (strangers > 0) {
            return Optional.of(strangers + " answers came from none of the planned pools");
        }
        return silent > 0
                ? Optional.of("%d refusals do not say when to retry; %s".formatted(silent, evidence.answered()))
                : Optional.empty();
    }

    private long room(int tier) {
        long room = 0;
        for (PoolCandidate pool : plan.tier(tier)) {
            long more = pool.room().remaining();
            room = more >= Long.MAX_VALUE - room ? Long.MAX_VALUE : room + more;
        }
        return room;
    }

    private static String limited(long room) {
        return room == Long.MAX_VALUE ? "any number" : Long.toString(room);
    }

    /// The pools of a tier may share a model: an answer counts once.
    private int answered(int tier, Evidence evidence) {
        return evidence.count(
                answer -> answer.succeeded() && plan.tier(tier).stream().anyMatch(pool -> pool.gave(answer)));
    }

    private String seen(Evidence evidence) {
        List<String> tiers = new ArrayList<>();
        for (int tier : plan.tiers()) {
            tiers.add("%d on tier %d".formatted(answered(tier, evidence), tier));
        }
        int over = evidence.sent() - evidence.succeeded();
        return String.join(", ", tiers) + (over > 0 ? ", and %d refused with a time to retry".formatted(over) : "");
    }
}
