package io.breakwater.quota.operations;

import io.breakwater.model.Terms;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.usage.UsageTotals;
import java.time.Instant;

/// One sweep of an item: a read, and a write only where something has leaked.
record SweepOperation(ItemAccess items, String key) {

    /// Without the store's word that it is written, nothing is reported: the next sweep finds it again.
    SweepResult run(Terms terms, Instant now) {
        LedgerItem item = items.store().read(key);
        forget(item);
        for (int attempt = 1; attempt <= Ledger.MOST_TRIES; attempt++) {
            SweepPlanner plan = SweepPlanner.of(item, items.epoch(now));
            if (plan.nothingToDo()) {
                break;
            }
            switch (items.store().write(key, plan.write())) {
                case WriteResult.Applied(LedgerItem after) -> {
                    return new SweepResult(plan.leaked(), items.status(after, terms, now));
                }
                case WriteResult.Refused(LedgerItem actual) -> item = actual;
                case WriteResult.Busy _, WriteResult.Unknown _ -> attempt = Ledger.MOST_TRIES;
            }
        }
        return new SweepResult(UsageTotals.NOTHING, items.status(item, terms, now));
    }

    /// What a refused or lost write leaves, the next sweep forgets.
    private void forget(LedgerItem item) {
        ExpiredMarks passed = ExpiredMarks.of(item);
        if (!passed.attributes().isEmpty()) {
            items.store().write(key, passed.removal());
        }
    }
}
