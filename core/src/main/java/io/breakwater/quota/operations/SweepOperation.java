package io.breakwater.quota.operations;

import io.breakwater.model.Terms;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.usage.UsageTotals;
import java.time.Instant;

/// One sweep of an item: a read, and a write only where something has leaked.
record SweepOperation(LedgerStore store, Epochs epochs, String key) {

    /// Without the store's word that it is written, nothing is reported: the next sweep finds it again.
    SweepResult run(Terms terms, Instant now) {
        LedgerItem image = store.read(key);
        forget(image);
        for (int attempt = 1; attempt <= ReserveOperation.MOST_TRIES; attempt++) {
            SweepPlanner plan = SweepPlanner.of(image, epochs.epoch(LedgerTime.nanos(now)));
            if (plan.nothingToDo()) {
                break;
            }
            switch (store.write(key, plan.write())) {
                case WriteResult.Applied(LedgerItem after) -> {
                    return new SweepResult(plan.leaked(), LedgerStatus.of(after, terms, now, epochs));
                }
                case WriteResult.Refused(LedgerItem actual) -> image = actual;
                case WriteResult.Busy _, WriteResult.Unknown _ -> attempt = ReserveOperation.MOST_TRIES;
            }
        }
        return new SweepResult(UsageTotals.NOTHING, LedgerStatus.of(image, terms, now, epochs));
    }

    /// What a refused or lost write leaves, the next sweep forgets.
    private void forget(LedgerItem image) {
        ExpiredMarks passed = ExpiredMarks.of(image);
        if (!passed.attributes().isEmpty()) {
            store.write(key, passed.removal());
        }
    }
}
