package io.breakwater.call;

import io.breakwater.quota.operations.LedgerOperations;
import io.breakwater.quota.operations.Reservation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// The reservations that one request holds; its calls may run in parallel. However the request ends,
/// none of them is renewed after that.
final class RunningHolds implements AutoCloseable {
    private final Gateway.Parts parts;
    private final BiConsumer<Reservation, String> trouble;
    private final List<RunningHold> begun = new ArrayList<>();

    /// @param trouble is told of each renewal that failed, and why; the next beat tries again
    RunningHolds(Gateway.Parts parts, BiConsumer<Reservation, String> trouble) {
        this.parts = parts;
        this.trouble = trouble;
    }

    synchronized RunningHold begin(LedgerOperations ledger, Reservation reservation) {
        RunningHold hold = new RunningHold(ledger, reservation, parts, trouble);
        begun.add(hold);
        return hold;
    }

    /// One that fails to end keeps no other going.
    @Override
    public synchronized void close() {
        EachInTurn.run(begun, RunningHold::end);
    }
}
