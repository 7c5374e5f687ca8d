package io.breakwater.fleet;

import io.breakwater.model.Target;
import io.breakwater.quota.amendments.StoredAmendments;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.ItemKind;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one request does about its targets: which it calls, and which again, which call was cut for another target,
/// which probes it has claimed, when its last call began, and what it asked of its tenant.
final class RequestConduct {
    /// Limits after which another target is asked.
    private static final Set<TimeLimit.Owner> FOR_ANOTHER = EnumSet.of(
            TimeLimit.Owner.FIRST_TOKEN, TimeLimit.Owner.SPLIT, TimeLimit.Owner.PROBE, TimeLimit.Owner.WHOLE);

    private final Serving serving;
    private final FleetTime time;
    private final Duration begun;
    private final Set<Target> called = new HashSet<>();
    private final Set<String> claimed = new HashSet<>();
    private final Set<String> inNeed = new HashSet<>();
    private Instant calledAt = Instant.MIN;
    private OptionalLong asked = OptionalLong.of(0);
    private long askedMicroUsd;
    private int probes;
    private boolean apart;
    private @Nullable String cutAt;
    private @Nullable Target lastCalled;
    /// The target called before the probe in need that was called last; a pause is for that one.
    private @Nullable Target putOff;
    private boolean mayRepeat;

    RequestConduct(Serving serving, FleetTime time) {
        this.serving = serving;
        this.time = time;
        this.begun = time.elapsed();
    }

    void calling(Target target) {
        cutAt = null;
        calledAt = time.instant();
        if (claimed.remove(target.label())) {
            probes++;
        }
        serving.check(Property.F14, probes <= 1, () -> "a second probe: " + target.label());
        boolean first = called.add(target);
        serving.check(
                Property.I4,
                first || (mayRepeat && target.equals(lastCalled)),
                () -> "called twice: " + target.label());
        if (!target.equals(lastCalled)) {
            putOff = probesInNeed(target) ? lastCalled : null;
        }
        lastCalled = target;
        mayRepeat = false;
    }

    /// The target that was called last may be called once more.
    void mayRepeat() {
        mayRepeat = true;
    }

    /// A pause before its only target.
    void pauses() {
        mayRepeat = true;
        lastCalled = putOff == null ? lastCalled : putOff;
    }

    /// A stream of the target has broken.
    void broke(Target target) {
        lastCalled = target;
        mayRepeat = false;
    }

    void called(Target target, Outcome outcome) {
        lastCalled = target;
        mayRepeat |= outcome instanceof Outcome.Answered;
        boolean mayBeLast = probesInNeed(target);
        if (outcome instanceof Outcome.TooSlow(TimeLimit.Owner limit, var _)
                && FOR_ANOTHER.contains(limit)
                && !(mayBeLast && limit == TimeLimit.Owner.PROBE)) {
            cutAt = target.label();
        }
    }

    /// A ledger is asked, with any result.
    void asks(String key, ConditionalWrite write) {
        String cut = cutAt;
        if (cut != null && key.startsWith(ItemKind.TARGET.key("")) && !key.equals(ItemKind.TARGET.key(cut))) {
            cutAt = null;
        }
        if (key.startsWith(ItemKind.TENANT.key(""))) {
            asksTenant(write);
        }
    }

    /// A copy that has last seen its tenant suspended asks first whether it still is, with a write that says nothing of
    /// the request; the answer can be that its day is used up.
    private void asksTenant(ConditionalWrite write) {
        long holds = LedgerWrites.holds(write);
        if (holds > 0) {
            asked = OptionalLong.of(holds);
            askedMicroUsd = LedgerWrites.holdsMicroUsd(write);
        } else if (write.equals(StoredAmendments.QUESTION) && asked.equals(OptionalLong.of(0))) {
            asked = OptionalLong.empty();
        }
    }

    /// Its copy may ask a ledger of its own.
    void ledgersAreApart() {
        apart = true;
    }

    /// @param hasRoom whether it holds room at a target
    /// @param early whether the target was left out when the request began, so that only one in need may probe it
    void claims(String label, boolean hasRoom, boolean early) {
        claimed.add(label);
        if (early) {
            inNeed.add(label);
        }
        serving.check(Property.F14, hasRoom, () -> "a probe without room: " + label);
    }

    boolean probesInNeed(Target target) {
        return inNeed.contains(target.label());
    }

    /// How long it has taken so far.
    Duration took() {
        return time.elapsed().minus(begun);
    }

    /// When its last call began.
    Instant calledAt() {
        return calledAt;
    }

    /// The tokens of the day that it last asked for; empty if it has only asked whether its tenant is still suspended.
    OptionalLong asked() {
        return asked;
    }

    /// The micro-USD of the month that it last asked for; empty as for [#asked].
    OptionalLong askedMicroUsd() {
        return asked.isPresent() ? OptionalLong.of(askedMicroUsd) : OptionalLong.empty();
    }

    /// @param left the caller's time that is left in the end
    void ended(Duration left) {
        boolean late = apart || serving.jumped() || left.compareTo(Serving.LEAST_TIME) < 0;
        serving.check(
                Property.F13,
                cutAt == null || late,
                () -> "cut at %s with %d ms left, and nobody else was asked".formatted(cutAt, left.toMillis()));
    }
}
