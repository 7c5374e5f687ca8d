package io.breakwater.call;

import io.breakwater.quota.operations.Reservation;
import java.util.ArrayList;
import java.util.List;

/// What one request holds, by calls that may run side by side. Whatever ends the request, nothing of it is renewed
/// after that.
final class RunningHolds implements AutoCloseable {
    private final RunningHold.With with;
    private final List<RunningHold> begun = new ArrayList<>();

    RunningHolds(RunningHold.With with) {
        this.with = with;
    }

    synchronized RunningHold begin(RenewingLedger ledger, Reservation reservation) {
        RunningHold hold = new RunningHold(ledger, reservation, with);
        begun.add(hold);
        return hold;
    }

    @Override
    public synchronized void close() {
        begun.forEach(RunningHold::end);
    }
}
