package io.breakwater.simulation;

import io.breakwater.call.Client;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Frame;
import io.breakwater.model.Target;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.RequestTimes;
import io.breakwater.routing.TimeLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request of [SimulatedTraffic] and its caller. It checks at every call and answer what must
/// always hold.
final class SimulatedRequest implements Client {
    private static final ThreadLocal<SimulatedRequest> CURRENT = new ThreadLocal<>();

    private final SimulatedTraffic traffic;
    private final int id;
    private final boolean stream;
    private final Instant deadline;
    private final Map<Target, Integer> calls = new HashMap<>();
    private int attempts;
    private int abandonedBeforeAnother;
    private int answers;
    private int doubts;
    private @Nullable Outcome last;
    private @Nullable Target lastCalled;
    private @Nullable Target mayRepeat;
    private @Nullable Target probedInNeed;
    private @Nullable Outcome lastBeforeProbe;
    private @Nullable Target calledBeforeProbe;
    private Duration inStores = Duration.ZERO;

    SimulatedRequest(SimulatedTraffic traffic, int id, boolean stream, Instant deadline) {
        this.traffic = traffic;
        this.id = id;
        this.stream = stream;
        this.deadline = deadline;
    }

    /// The request that runs on this thread.
    static SimulatedRequest current() {
        return CURRENT.get();
    }

    void run() throws InterruptedException {
        CURRENT.set(this);
        traffic.serve(this);
        check(answers == 1, "answers:", answers);
    }

    int id() {
        return id;
    }

    boolean stream() {
        return stream;
    }

    /// A stream that keeps flowing is ended only by the environment.
    RequestTimes times() {
        return new RequestTimes(
                deadline, TimeLimit.Owner.CALLER, traffic.now().plus(Duration.ofMinutes(14)), Optional.empty());
    }

    int attempts() {
        return attempts;
    }

    void called(Target target, CallLimits limits) {
        attempts++;
        check(attempts <= 3, "attempt", attempts);
        check(!traffic.now().plusSeconds(2).isAfter(deadline), "a call with less than two seconds left");
        check(!traffic.now().plus(limits.answer().length()).isAfter(deadline), "a call beyond the deadline");
        check(calls.merge(target, 1, Integer::sum) == 1 || target.equals(mayRepeat), "called twice:", target);
        if (last != null && last.maybeBilled()) {
            abandonedBeforeAnother++;
            traffic.saw(Sight.ABANDONED);
        }
        check(abandonedBeforeAnother <= 2, "a third call was given up for another");
        check(!(last instanceof Outcome.Rejected || last instanceof Outcome.InputTooLong), "failover after", last);
        check(!(last instanceof Outcome.Doubtful) || doubts++ == 0, "a second account asked");
        check(!(last instanceof Outcome.Answered), "a call after an answer");
    }

    void ended(Target target, Outcome outcome) {
        last = outcome;
        lastCalled = target;
        mayRepeat = null;
    }

    void renewed(Target target) {
        check(last instanceof Outcome.BadCredentials, "credentials renewed after", last);
        mayRepeat = target;
        traffic.saw(Sight.RENEWED);
    }

    /// A probe in need is made before a throttled request pauses, and its own outcome is no reason for a pause.
    void probesInNeed(Target target) {
        probedInNeed = target;
        lastBeforeProbe = last;
        calledBeforeProbe = lastCalled;
    }

    void paused() {
        boolean probed = lastCalled != null && lastCalled.equals(probedInNeed);
        Outcome why = probed ? lastBeforeProbe : last;
        check(why instanceof Outcome.Throttled || why instanceof Outcome.NoCredentials, "a pause after", why);
        mayRepeat = probed ? calledBeforeProbe : lastCalled;
        traffic.saw(Sight.PAUSED);
    }

    @Override
    public void reply(ApiReply reply) {
        answers++;
        check(attempts == 0 || last != null, "an answer in the middle of a call");
        late();
    }

    @Override
    public void begin(String contentType, Map<String, String> headers) {
        answers++;
        check(stream, "a stream nobody asked for");
        late();
        traffic.saw(last instanceof Outcome.Answered ? Sight.STREAMED : Sight.KEPT_ALIVE);
    }

    @Override
    public void send(List<Frame> frames) {
        check(answers == 1, "a piece of a stream that did not begin");
    }

    /// Adds to the time that the request has spent on the ledgers' store.
    void stored(Duration took) {
        inStores = inStores.plus(took);
    }

    /// The store has a time-out of its own, so an answer may be late by the time that the store took.
    private void late() {
        check(!traffic.now().minus(inStores).isAfter(deadline), "an answer after the deadline");
    }

    void check(boolean holds, String claim, @Nullable Object... values) {
        if (!holds) {
            throw new AssertionError("request " + id + ": " + claim + " " + Arrays.toString(values));
        }
    }
}
