package io.breakwater.routing;

import io.breakwater.model.Target;
import io.breakwater.routing.Exclusion.Cause;
import io.breakwater.routing.HealthStore.Replaced;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The targets' health, shared by all copies of the gateway. What one copy sees and decides counts for
/// all: a suspicion, an ejection, a probe, a quarantine, a spent day, an account without credentials.
///
/// In Lambda a copy serves one request at a time and would learn little by itself. The store is written
/// only after a failure, after an answer that follows several failures, or when something is decided or
/// taken back. Each write compares and sets, so that only one copy probes at a time. The store is read
/// at most once a second.
///
/// A copy that the target has just answered does not believe another single copy's decision until it
/// sees a failure itself, and its next answer takes that decision back for all. So a copy whose own
/// network or clock is broken closes no target to the others.
public final class SharedTargetHealth implements HealthBoard {

    /// A copy that loses so many races leaves the decision to the others, who have seen the same.
    private static final int MOST_TRIES = 3;

    private final RecentHealth recent;
    private final CopyName copy;
    private final RandomGenerator random;
    private final HealthListener listener;
    private final Function<Target, AccountSession> sessions;
    private final Map<Target, TargetHealth> own = new ConcurrentHashMap<>();
    private final Map<Target, TargetNames> names = new ConcurrentHashMap<>();

    /// @param name how this copy signs what it decides
    /// @param random spreads the times at which targets return
    /// @param sessions the credentials that this copy has by now for a target's account
    public SharedTargetHealth(
            HealthStore store,
            CopyName name,
            RandomGenerator random,
            HealthListener listener,
            Function<Target, AccountSession> sessions) {
        this.recent = new RecentHealth(store, listener::unreachable);
        this.copy = name;
        this.random = random;
        this.listener = listener;
        this.sessions = sessions;
    }

    /// A board of a copy that needs no credentials, or always has them.
    public SharedTargetHealth(HealthStore store, CopyName name, RandomGenerator random, HealthListener listener) {
        this(store, name, random, listener, _ -> AccountSession.ALWAYS);
    }

    @Override
    public Availability availability(Target target, Instant now) {
        TargetNames names = names(target);
        TargetHealth mine = mine(target);
        Optional<Availability> decided = known(names.own(), now)
                .filter(exclusion -> !mine.doubts(exclusion, copy.get(), now))
                .map(exclusion -> region(target, now).availability(exclusion, now));
        Availability seen = mine.availability(now);
        Availability ofTarget = decided.map(out -> stricter(seen, out)).orElse(seen);
        Availability ofModel = stricter(ofTarget, known(names.modelDay(), now), now);
        Availability ofPool = stricter(ofModel, known(names.poolDay(), now), now);
        return stricter(ofPool, session(target, names, now));
    }

    private TargetNames names(Target target) {
        return names.computeIfAbsent(target, TargetNames::of);
    }

    private static Availability stricter(Availability one, Optional<Exclusion> other, Instant now) {
        return other.isPresent() ? stricter(one, other.get().availability(now)) : one;
    }

    private Availability session(Target target, TargetNames names, Instant now) {
        return SessionHint.availability(known(names.session(), now), sessions.apply(target), now);
    }

    /// A target that is only unhealthy is tried when no other is left; one that rests or has no quota
    /// is not.
    private static Availability stricter(Availability one, Availability other) {
        if (one instanceof Availability.Out out && other instanceof Availability.Out another) {
            return stricter(out, another).onlyIf(out.probedInNeed() && another.probedInNeed());
        }
        return strictness(other) > strictness(one) ? other : one;
    }

    private static Availability.Out stricter(Availability.Out one, Availability.Out other) {
        if (one.reason().unhealthy() != other.reason().unhealthy()) {
            return one.reason().unhealthy() ? other : one;
        }
        return one.until().isBefore(other.until()) ? other : one;
    }

    private static int strictness(Availability availability) {
        return switch (availability) {
            case Availability.Ready() -> 0;
            case Availability.Returning _ -> 1;
            case Availability.Probe() -> 2;
            case Availability.Out _ -> 3;
        };
    }

    private TargetHealth mine(Target target) {
        return own.getOrDefault(target, TargetHealth.FRESH);
    }

    private Optional<Exclusion> known(String name, Instant now) {
        return HealthEntry.exclusion(recent.entry(name, now));
    }

    private RegionHealth region(Target target, Instant now) {
        return RegionHealth.of(target, recent.names(now).stream(), name -> known(name, now));
    }

    @Override
    public Availability observe(Target target, Verdict verdict) {
        TargetNames names = names(target);
        Instant now = verdict.ended();
        TargetHealth mine = mine(target);
        own.compute(target, (_, before) -> (before == null ? TargetHealth.FRESH : before).after(verdict, random));
        agree(
                names.own(),
                now,
                known -> TargetHealth.decide(
                        known, mine, verdict, region(target, now).lost(now), copy.get(), random));
        observeQuota(names, verdict);
        agreeOnExclusion(
                names.session(), now, known -> SessionHint.after(verdict, known, sessions.apply(target), copy, random));
        return availability(target, now);
    }

    /// While nothing is known of the model's pauses, no silence is unusual.
    @Override
    public boolean silent(Target target, Silence silence) {
        TargetNames names = names(target);
        Instant now = silence.now();
        ModelPauses pauses = pauses(names, now);
        boolean unusual = pauses.exceededBy(silence.length(), now);
        if (unusual) {
            OtherTargets others = new OtherTargets(
                    others(names, now).anyMatch(other -> StreamHealth.isSuspected(other, now)), pauses.flowed());
            agree(names.own(), now, known -> StreamHealth.silent(known, silence, others, copy.get(), random));
        }
        return unusual;
    }

    private ModelPauses pauses(TargetNames names, Instant now) {
        return pauses(recent.entry(names.modelPauses(), now));
    }

    private static ModelPauses pauses(Optional<? extends HealthEntry> known) {
        return HealthEntry.pauses(known).orElse(ModelPauses.NONE);
    }

    private Stream<Optional<? extends HealthEntry>> others(TargetNames names, Instant now) {
        return recent.names(now).stream().filter(names::isOther).map(name -> recent.entry(name, now));
    }

    @Override
    public void resumed(Target target, Silence silence) {
        TargetNames names = names(target);
        Instant now = silence.now();
        agree(names.own(), now, known -> StreamHealth.resumed(known, silence));
        agreeOnPauses(names, now, known -> known.wentOn(silence.begun(), silence.length(), now));
    }

    /// A stream that ends well beside a suspected target is written once for each suspicion.
    @Override
    public void paused(Target target, Instant begun, Duration longest, Instant now) {
        TargetNames names = names(target);
        Instant flowed = pauses(names, now).flowed();
        boolean news = others(names, now)
                .flatMap(other -> StreamHealth.suspectedSince(other, now).stream())
                .anyMatch(since -> since.isAfter(flowed) && !since.isAfter(begun));
        agreeOnPauses(names, now, known -> {
            ModelPauses after = known.ended(begun, longest, now);
            return news ? after.flowedBeside(begun) : after;
        });
    }

    private void agreeOnPauses(TargetNames names, Instant now, UnaryOperator<ModelPauses> step) {
        agree(
                names.modelPauses(),
                now,
                known -> Optional.of(step.apply(pauses(known))).filter(pauses -> !pauses.equals(ModelPauses.NONE)));
    }

    private void observeQuota(TargetNames names, Verdict verdict) {
        switch (verdict.outcome()) {
            case Outcome.QuotaSpent() -> {
                boolean another = anotherModelIsSpent(names, verdict.ended());
                spent(names.modelDay(), verdict);
                if (another) {
                    spent(names.poolDay(), verdict);
                }
            }
            case Outcome.Answered() -> {
                answered(names.modelDay(), verdict);
                answered(names.poolDay(), verdict);
            }
            case Outcome _ -> {}
        }
    }

    /// If two models of one account and Region are refused like this, it is the quota that they share.
    private boolean anotherModelIsSpent(TargetNames names, Instant now) {
        return recent.names(now).stream()
                .anyMatch(name -> name.startsWith(names.modelsOfPool()) && !name.equals(names.modelDay()));
    }

    /// A quota of the day is full again at midnight UTC at the latest. It is probed before that, since
    /// AWS may have raised it.
    private void spent(String name, Verdict verdict) {
        Instant now = verdict.ended();
        agreeOnExclusion(name, now, known -> {
            if (known.isPresent()
                    && (!known.get().precedes(verdict.begun())
                            || known.get().until().isAfter(now))) {
                return known;
            }
            String why = verdict.outcome().label();
            Exclusion closed = known.isPresent()
                    ? known.get().again(Cause.SPENT, copy.get(), why, now, random)
                    : Exclusion.first(Cause.SPENT, copy.get(), why, now, random);
            return Optional.of(closed.atMostUntil(nextMidnight(now)));
        });
    }

    private void answered(String name, Verdict verdict) {
        agreeOnExclusion(
                name,
                verdict.ended(),
                known -> known.isPresent() && known.get().precedes(verdict.begun())
                        ? known.get().answered(verdict.ended())
                        : known);
    }

    private void agreeOnExclusion(String name, Instant now, UnaryOperator<Optional<Exclusion>> step) {
        agree(name, now, known -> step.apply(HealthEntry.exclusion(known)));
    }

    /// Applies the step to what is known, and again if other copies change it meanwhile.
    private void agree(
            String name, Instant now, Function<Optional<? extends HealthEntry>, Optional<? extends HealthEntry>> step) {
        Optional<String> seen = recent.text(name, now);
        for (int attempt = 1; attempt <= MOST_TRIES; attempt++) {
            Optional<? extends HealthEntry> before = recent.believed(name, seen, now);
            Optional<? extends HealthEntry> after = step.apply(before);
            if (after.equals(before)) {
                return;
            }
            if (!(recent.replace(name, seen, ExclusionText.of(after), now) instanceof Replaced.Other(var actual))) {
                tell(name, HealthEntry.exclusion(before), HealthEntry.exclusion(after), now);
                return;
            }
            seen = actual;
        }
    }

    @Override
    public boolean claimProbe(Target target, Instant now) {
        return claimed(target, Availability.Probe.class::isInstance, now);
    }

    @Override
    public boolean claimProbeInNeed(Target target, Instant now) {
        return claimed(target, SharedTargetHealth::mayProbeInNeed, now);
    }

    private static boolean mayProbeInNeed(Availability availability) {
        return availability instanceof Availability.Probe
                || (availability instanceof Availability.Out out && out.probedInNeed());
    }

    private boolean claimed(Target target, Predicate<Availability> open, Instant now) {
        if (!open.test(availability(target, now))) {
            return false;
        }
        UnaryOperator<Exclusion> seen = exclusion -> region(target, now).seen(exclusion, now);
        TargetNames names = names(target);
        boolean asking = session(target, names, now) instanceof Availability.Probe;
        List<String> halfOpen = names.all().stream()
                .filter(name -> asking || !name.equals(names.session()))
                .filter(name -> isOpen(known(name, now).map(seen), open, now))
                .toList();
        return !halfOpen.isEmpty() && halfOpen.stream().allMatch(name -> claimed(name, seen, open, now));
    }

    private static boolean isOpen(Optional<Exclusion> known, Predicate<Availability> open, Instant now) {
        return known.map(exclusion -> exclusion.availability(now)).filter(open).isPresent();
    }

    private boolean claimed(
            String name, UnaryOperator<Exclusion> inItsRegion, Predicate<Availability> open, Instant now) {
        Optional<String> text = recent.text(name, now);
        Optional<Exclusion> known =
                HealthEntry.exclusion(recent.believed(name, text, now)).map(inItsRegion);
        Optional<Exclusion> probed = known.map(exclusion -> exclusion.probing(now));
        if (!isOpen(known, open, now)
                || !(recent.replace(name, text, ExclusionText.of(probed), now) instanceof Replaced.Done)) {
            return false;
        }
        tell(name, known, probed, now);
        return true;
    }

    private void tell(String name, Optional<Exclusion> before, Optional<Exclusion> after, Instant now) {
        HealthChange.between(name.substring(2), before, after, now).ifPresent(listener::changed);
    }

    private static Instant nextMidnight(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC)
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
