package io.breakwater.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The waits of one request for room: checks that it waits no longer than its caller and its plan allow, and does not
/// come to look for room again and again.
final class RoomWaits {
    /// The longest wait where the plan says nothing of waiting, but bounds how many requests run.
    private static final Duration UNPLANNED = Duration.ofSeconds(30);

    /// One for a place among the running requests, one for the minute's limit, one for a target.
    private static final int MOST = 3;

    /// What the store may take until a target's room is reserved: two attempts.
    private static final Duration RESERVING = Duration.ofMillis(600);

    /// What an attempt needs, and what the store may take until it begins.
    private static final Duration TO_BEGIN = Serving.LEAST_TIME.plus(RESERVING);

    private final Serving serving;
    private final FleetTime time;
    private int waits;
    private Duration left = Duration.ZERO;
    private @Nullable Runnable admission;
    private InstantSource clock;
    private BooleanSupplier others = () -> false;

    RoomWaits(Serving serving, FleetTime time) {
        this.serving = serving;
        this.time = time;
        this.clock = time;
    }

    /// How long a request may wait, by docs/quota.md.
    static Duration longest(FleetPlan.Load load) {
        Duration planned = load.tenant().terms().maxWait();
        if (planned.isZero()) {
            boolean bounded = load.tenant().limits().concurrency() > 0;
            return bounded ? shorter(load.maxWait().orElse(Duration.ZERO), UNPLANNED) : Duration.ZERO;
        }
        return shorter(load.maxWait().orElse(planned), planned);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// Whether it has waited so long that an answer may take longer than what was left of its time: a patient caller's
    /// wait leaves half of it.
    boolean leftLittle() {
        return waits > 0 && left.compareTo(EndState.PATIENT.dividedBy(2)) < 0;
    }

    /// How much of its time must be left for the answer.
    private Duration forAnswer() {
        Duration half = serving.asked().patience().dividedBy(2);
        return serving.asked().stream() || half.compareTo(TO_BEGIN) < 0 ? TO_BEGIN : half;
    }

    /// It runs on a copy with this clock.
    ///
    /// @param others whether others run on the copy
    void on(InstantSource ofCopy, BooleanSupplier others) {
        clock = ofCopy;
        this.others = others;
    }

    /// What time its copy has.
    Instant now() {
        return clock.instant();
    }

    /// Its tenant's ledger has admitted it with room that is reserved ahead of time. That counts when
    /// the wait for it is over, and not at all if the request never begins, since the answer to the
    /// reservation was lost. Room that is there counts at once, however long the request then waits for
    /// a target.
    ///
    /// @param counted counts the admission at the time when it runs
    void admittedAhead(Runnable counted) {
        if (serving.asked().mayWait().isZero()) {
            counted.run();
        } else {
            admission = counted;
        }
    }

    /// Its copy has admitted it by itself, after a reservation ahead of time whose answer was lost.
    void admittedLocally() {
        admission = null;
    }

    /// It goes on after its first wait, or had none.
    void begins() {
        Runnable counted = admission;
        admission = null;
        if (counted != null) {
            counted.run();
        }
    }

    /// It waits among the others of its copy until it is woken, at the longest for this time.
    /// Its copy looks for all of them, so it may look more than once.
    void queues(Duration longest) {
        if (others.getAsBoolean()) {
            serving.saw("waited beside others of its copy");
        }
        if (waits == 0 || !others.getAsBoolean()) {
            waits++;
        }
        waitsUntil(time.elapsed().plus(longest));
    }

    void waits(Duration pause) {
        waits++;
        waitsUntil(time.elapsed().plus(pause));
    }

    private void waitsUntil(Duration end) {
        left = serving.begun().plus(serving.asked().patience()).minus(end);
        Duration by = serving.begun()
                .plus(shorter(
                        serving.asked().mayWait(), serving.asked().patience().minus(forAnswer())))
                .plus(WaitingClient.GRACE)
                .plus(serving.inStore());
        serving.check(
                Property.F12,
                serving.jumped() || end.compareTo(by) <= 0,
                () -> "waits until " + end.minus(by).toMillis() + " ms after the last moment");
        serving.check(Property.F12, waits <= MOST, () -> "wait " + waits);
        serving.saw(admission == null ? "waited for a place, or for a target" : "waited for room reserved ahead");
    }

    /// The end of a request, as its client sees it.
    void over(boolean success) {
        if (waits > 0) {
            serving.check(
                    Property.F12,
                    !serving.endedWithoutTime()
                            || serving.jumped()
                            || serving.inStore().compareTo(RESERVING) > 0,
                    () -> "waited until no time was left for a call");
            serving.saw(success ? "waited, and was served" : "waited in vain");
        }
    }
}
