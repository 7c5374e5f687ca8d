package io.breakwater.call;

import io.breakwater.call.SessionRunner.Ending;
import io.breakwater.model.Priority;
import io.breakwater.routing.Candidate;
import io.breakwater.routing.GiveUpReason;
import io.breakwater.routing.RoomQueue;
import io.breakwater.routing.RoomWait;
import io.breakwater.routing.SessionTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// One request that has found every pool used up waits for room among the others of its process, as long as its caller
/// allows, and is then run again.
final class WaitingForRoom {
    private final Exchange exchange;
    private final LiveClient client;
    private final RoomWait wait;
    private final RoomQueue queue;
    private final Gateway.Parts parts;
    private final Wakeup wakeup = new Wakeup();

    WaitingForRoom(Exchange exchange, LiveClient client, RoomWait wait, RoomQueue queue, Gateway.Parts parts) {
        this.exchange = exchange;
        this.client = client;
        this.wait = wait;
        this.queue = queue;
        this.parts = parts;
    }

    /// Runs the request's session.
    interface Run {
        /// @param left what is left of the wait; none for the last look, which alone may probe in need
        /// @param called told when a target is called
        Ending with(Prepared planned, RoomWait left, Runnable called) throws InterruptedException;
    }

    /// @param first how the session has ended
    /// @param ready its plan
    /// @param anew makes the plan again
    /// @return how it ended in the end
    Ending after(Ending first, Prepared ready, UnaryOperator<Prepared> anew, Run run) throws InterruptedException {
        Optional<Duration> alone = roomAfter(first).flatMap(least -> wait.lookIn(least, now(), exchange.chance()));
        if (alone.isEmpty()) {
            return first;
        }
        RoomQueue.Place place = queue.join(
                exchange.tenant().id(), exchange.call().alias(), now().plus(alone.get()), wait, wakeup::wake);
        try {
            return waited(first, new Planned(ready, anew), run, place);
        } finally {
            queue.leave(place, now());
        }
    }

    private Ending waited(Ending first, Planned planned, Run run, RoomQueue.Place place) throws InterruptedException {
        Ending ending = first;
        while (true) {
            boolean last = pausesUntilTurn(place, planned);
            if (client.left()) {
                return ending;
            }
            ending = run.with(planned.anew(), last ? RoomWait.NONE : wait, () -> queue.found(place, now()));
            if (last
                    || roomAfter(ending)
                            .filter(least -> wait.brings(least, now()))
                            .isEmpty()) {
                return ending;
            }
            queue.missed(place, now());
        }
    }

    /// @return whether the look whose turn has come is the last one
    private boolean pausesUntilTurn(RoomQueue.Place place, Planned planned) throws InterruptedException {
        while (true) {
            switch (queue.turn(place, roomIn(planned), now())) {
                case RoomQueue.Turn.Look(boolean last) -> {
                    return last;
                }
                case RoomQueue.Turn.Wait(Duration longest) -> {
                    if (!parts.pause().pause(longest, wakeup)) {
                        return true;
                    }
                }
            }
        }
    }

    /// How long until there is room, where that is all that is missing and no model was called.
    private static Optional<Duration> roomAfter(Ending ending) {
        return ending instanceof Ending.GaveUp(GiveUpReason.Throttled(Duration least), var _, SessionTotals totals)
                        && totals.attempts() == 0
                ? Optional.of(least)
                : Optional.empty();
    }

    /// How long until one of the targets has room or returns, by what this process knows.
    private Duration roomIn(Planned planned) {
        Instant now = now();
        Prepared ready = planned.at(now);
        return Stream.concat(
                        ready.plan().candidates().stream().map(candidate -> roomIn(candidate, ready, now)),
                        ready.plan().soonest(now).filter(Duration::isPositive).stream())
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private Duration roomIn(Candidate candidate, Prepared ready, Instant now) {
        Priority priority = exchange.tenant().priority();
        return parts.targets().roomIn(candidate.routed(), priority, ready.targetTokens(candidate.routed()), now);
    }

    /// The request's newest plan. It is made again for each look, and when a target that it leaves out may serve again.
    private static final class Planned {
        private final UnaryOperator<Prepared> again;
        private Prepared ready;

        Planned(Prepared ready, UnaryOperator<Prepared> again) {
            this.ready = ready;
            this.again = again;
        }

        Prepared at(Instant now) {
            return ready.plan().soonest(now).filter(Duration::isZero).isPresent() ? anew() : ready;
        }

        Prepared anew() {
            ready = again.apply(ready);
            return ready;
        }
    }

    private Instant now() {
        return parts.clock().instant();
    }
}
