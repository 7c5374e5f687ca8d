package io.breakwater.quota;

import io.breakwater.model.Terms;
import java.time.Instant;

/// One sweep of an item: a read, and a write only where something has leaked.
record Sweeping(LedgerStore store, Epochs epochs, String key) {

    /// Without the store's word that it is written, nothing is reported: the next sweep finds it again.
    Swept run(Terms terms, Instant now) {
        Image image = store.read(key);
        forget(image);
        for (int attempt = 1; attempt <= Reserving.MOST_TRIES; attempt++) {
            SweepPlanner plan = SweepPlanner.of(image, epochs.epoch(Clocks.nanos(now)));
            if (plan.nothingToDo()) {
                break;
            }
            switch (store.write(key, plan.write())) {
                case WriteResult.Applied(Image after) -> {
                    return new Swept(plan.leaked(), Standing.of(after, terms, now, epochs));
                }
                case WriteResult.Refused(Image actual) -> image = actual;
                case WriteResult.Busy _, WriteResult.Unknown _ -> attempt = Reserving.MOST_TRIES;
            }
        }
        return new Swept(Use.NOTHING, Standing.of(image, terms, now, epochs));
    }

    /// What a refused or lost write leaves, the next sweep forgets.
    private void forget(Image image) {
        PassedMarks passed = PassedMarks.of(image);
        if (!passed.attributes().isEmpty()) {
            store.write(key, passed.removal());
        }
    }
}
