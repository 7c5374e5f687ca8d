package io.breakwater.routing;

import io.breakwater.model.Priority;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import io.breakwater.model.Tier;
import io.breakwater.routing.Candidate.Readiness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Makes the plan of a request: who may serve it, in which order, and why the others are left out.
public final class Planner {
    private final HealthBoard health;
    private final Headroom headroom;
    private final TargetOrder targetOrder;
    private final RandomGenerator random;

    /// @param random draws the pairs that are compared, and who may prefer a target that returns; seed it to repeat a
    /// run
    public Planner(HealthBoard health, Headroom headroom, RandomGenerator random) {
        this.health = health;
        this.headroom = headroom;
        this.targetOrder = new Balancer(headroom, random);
        this.random = random;
    }

    /// Orders the targets tier by tier, and by load inside a tier. A half-open target comes first in
    /// its tier, since its probe decides whether it returns. A target that has just returned comes last
    /// for requests that may not prefer it yet.
    ///
    /// When no target is healthy, the unhealthy ones are tried after all: a wasted call costs less than
    /// refusing every request (Envoy's panic threshold). When those that are healthy have no room, one
    /// request may probe one that is not.
    public Plan plan(Route route, RoutingRequest request, Instant now) {
        List<Candidate> candidates = new ArrayList<>();
        List<Candidate> lastResort = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        List<GiveUpReason.TooLarge> tooLarge = new ArrayList<>();
        List<Candidate> inNeed = new ArrayList<>();
        for (Tier tier : route.tiers()) {
            List<Candidate> usable = new ArrayList<>();
            List<Candidate> heldBack = new ArrayList<>();
            Sorted sorted = new Sorted(usable, heldBack, lastResort, inNeed, skipped, tooLarge);
            for (RoutedTarget target : targetOrder.order(tier, request, now)) {
                consider(target, tier.number(), request, now, sorted);
            }
            usable.addAll(heldBack);
            usable.sort(Comparator.comparing(Candidate::probe).reversed());
            candidates.addAll(request.cachedPrefix().isPresent() ? chosenByPrefix(usable, now) : usable);
        }
        return new Plan(
                candidates.isEmpty() ? lastResort : candidates,
                skipped,
                tooLarge.stream().max(Comparator.comparingLong(GiveUpReason.TooLarge::most)),
                candidates.isEmpty() ? Optional.empty() : inNeed.stream().findFirst());
    }

    private List<Candidate> chosenByPrefix(List<Candidate> usable, Instant now) {
        if (usable.isEmpty()
                || usable.getFirst().probe()
                || !CacheAffinity.hasRoom(usable.getFirst().routed(), headroom, now)) {
            return usable;
        }
        List<Candidate> chosen = new ArrayList<>(usable);
        chosen.set(0, usable.getFirst().chosenByPrefix());
        return chosen;
    }

    private record Sorted(
            List<Candidate> usable,
            List<Candidate> heldBack,
            List<Candidate> lastResort,
            List<Candidate> inNeed,
            List<Skipped> skipped,
            List<GiveUpReason.TooLarge> tooLarge) {}

    private void consider(RoutedTarget target, int tier, RoutingRequest request, Instant now, Sorted into) {
        Optional<Skipped> against = Eligibility.against(target, tier, request);
        if (against.isPresent()) {
            into.skipped.add(against.get());
            return;
        }
        long asked = request.tokens(target);
        long most = headroom.mostTokens(target, request.tenant().priority());
        if (asked > most) {
            into.skipped.add(new Skipped(tier, target.target(), Skipped.Reason.TOO_LARGE, Optional.empty()));
            into.tooLarge.add(new GiveUpReason.TooLarge(asked, most));
            return;
        }
        switch (health.availability(target.target(), now)) {
            case Availability.Ready() -> into.usable.add(new Candidate(tier, target, Readiness.READY));
            case Availability.Returning(int percent) ->
                (random.nextInt(100) < percent ? into.usable : into.heldBack)
                        .add(new Candidate(tier, target, Readiness.READY));
            case Availability.Probe() -> into.usable.add(new Candidate(tier, target, Readiness.PROBE));
            case Availability.Out(Skipped.Reason reason, Instant until, boolean probedInNeed) -> {
                into.skipped.add(new Skipped(tier, target.target(), reason, Optional.of(until)));
                if (reason.unhealthy()) {
                    into.lastResort.add(new Candidate(tier, target, Readiness.LAST_RESORT));
                }
                if (probedInNeed) {
                    into.inNeed.add(new Candidate(tier, target, Readiness.PROBE_IN_NEED));
                }
            }
        }
    }

    /// The targets that are ejected or quarantined by now although the plan has them.
    public Set<Target> unhealthy(Plan plan, Instant now) {
        return plan.candidates().stream()
                .map(Candidate::target)
                .filter(target -> health.availability(target, now) instanceof Availability.Out out
                        && out.reason().unhealthy())
                .collect(Collectors.toSet());
    }

    /// The most tokens that any target of the route can ever give one request of this priority.
    public long mostTokens(Route route, Priority priority) {
        return route.targets()
                .mapToLong(target -> headroom.mostTokens(target, priority))
                .max()
                .orElse(Long.MAX_VALUE);
    }

    /// Records that a call went to this target, for the turns in later plans.
    public void used(Candidate candidate) {
        targetOrder.used(candidate.routed());
    }
}
