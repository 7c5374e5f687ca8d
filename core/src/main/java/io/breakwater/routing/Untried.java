package io.breakwater.routing;

import io.breakwater.model.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The candidates that a request has not tried yet, the next one first.
final class Untried {
    private final List<Candidate> left;
    private final Set<Integer> triedTiers = new HashSet<>();
    private final List<Target> failed = new ArrayList<>();
    private Set<Target> unhealthy = Set.of();

    Untried(List<Candidate> candidates) {
        this.left = new ArrayList<>(candidates);
    }

    boolean isEmpty() {
        return left.isEmpty();
    }

    Optional<Candidate> next() {
        return left.stream().findFirst();
    }

    void add(Candidate candidate) {
        left.add(candidate);
    }

    Candidate take() {
        return left.removeFirst();
    }

    void called(Candidate candidate) {
        triedTiers.add(candidate.tier());
    }

    boolean neverTried(int tier) {
        return !triedTiers.contains(tier);
    }

    /// How many tiers have an untried candidate and were never called.
    long tiersNeverTried() {
        return left.stream()
                .map(Candidate::tier)
                .filter(this::neverTried)
                .distinct()
                .count();
    }

    boolean anotherAccount(Candidate than) {
        return left.stream()
                .anyMatch(candidate ->
                        !candidate.target().account().equals(than.target().account()));
    }

    boolean anotherThanProbes() {
        return left.stream().anyMatch(candidate -> !candidate.probe());
    }

    /// A request carries one probe at most.
    void dropProbes() {
        left.removeIf(Candidate::probe);
    }

    /// From now on these targets come after all others, as they do in a new plan.
    void leaveForLast(Set<Target> targets) {
        unhealthy = targets;
        left.sort(Comparator.comparing(this::isUnhealthy));
    }

    private boolean isUnhealthy(Candidate candidate) {
        return unhealthy.contains(candidate.target());
    }

    /// Reorders after a failure: tiers stay in order, except that tiers which have used their share of
    /// attempts come last, and unhealthy targets after all tiers; inside a tier the candidates likelier to
    /// work come first, otherwise in the plan's order. Where an account or a Region has failed twice, the
    /// third attempt goes to another one.
    ///
    /// @param toTheNextTier whether the attempts that are left belong to tiers that were never tried
    void prefer(Candidate from, Reaction.Towards towards, boolean toTheNextTier) {
        failed.add(from.target());
        left.sort(Comparator.comparing(this::isUnhealthy)
                .thenComparing(candidate -> toTheNextTier && !neverTried(candidate.tier()))
                .thenComparingInt(Candidate::tier)
                .thenComparing(candidate -> failedTwice(candidate.target()))
                .thenComparing(candidate -> Reaction.alike(candidate, from, towards)));
    }

    private boolean failedTwice(Target target) {
        return failedTwice(target, Target::account) || failedTwice(target, Target::source);
    }

    private boolean failedTwice(Target target, Function<Target, ?> place) {
        return failed.stream().map(place).filter(place.apply(target)::equals).count() > 1;
    }

    /// Puts candidates of another account first, whatever their tier.
    void preferAnotherAccount(Candidate than) {
        left.sort(Comparator.comparing((Candidate candidate) ->
                        candidate.target().account().equals(than.target().account()))
                .thenComparing(this::isUnhealthy));
    }
}
