package io.breakwater.quota.operations;

import io.breakwater.model.Limits;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.limits.Bucket;
import io.breakwater.quota.limits.CalendarWindow;
import io.breakwater.quota.limits.LateMinute;
import io.breakwater.quota.usage.LateUse;
import java.util.ArrayList;
import java.util.List;

/// Plans the write that charges use admitted elsewhere. It is booked whatever the limits say, so
/// buckets may go into debt. The guards only make sure that the item is as it was seen.
public final class ChargePlanner {
    private final LedgerItem item;
    private final long now;
    private final List<Guard> guards = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    private ChargePlanner(LedgerItem item, long now) {
        this.item = item;
        this.now = now;
    }

    public static ConditionalWrite plan(LedgerItem item, Limits limits, LateUse use, long now) {
        ChargePlanner planner = new ChargePlanner(item, now);
        planner.bucket(Bucket.requests(limits), use.requests());
        planner.bucket(Bucket.tokens(limits), use.tokens());
        planner.window(CalendarWindow.day(0), use.all().tokens());
        planner.window(CalendarWindow.month(0), use.all().nanoUsd());
        return new ConditionalWrite(planner.guards, planner.changes);
    }

    private void bucket(Bucket bucket, LateMinute use) {
        long ticks = use.ticks(bucket, now);
        if (ticks == 0) {
            return;
        }
        if (item.has(bucket.attribute()) && item.orZero(bucket.attribute()) >= now) {
            guards.add(new Guard.Between(bucket.attribute(), now, Long.MAX_VALUE));
            changes.add(new Change.Add(bucket.attribute(), ticks));
        } else {
            guards.add(new Guard.AbsentOrBelow(bucket.attribute(), now));
            changes.add(new Change.Put(bucket.attribute(), now + ticks));
        }
    }

    private void window(CalendarWindow window, long amount) {
        long current = window.at(item, now);
        if (item.has(window.windowAttribute()) && item.orZero(window.windowAttribute()) == current) {
            guards.add(new Guard.Equal(window.windowAttribute(), current));
            window.settle(item, current, 0, amount, guards, changes);
        } else {
            guards.add(new Guard.AbsentOrBelow(window.windowAttribute(), current));
            changes.add(new Change.Put(window.windowAttribute(), current));
            changes.addAll(window.begin(item, current, amount));
            changes.add(new Change.Put(ItemAttributes.ofGeneration(window.heldKind(), 0), 0));
            changes.add(new Change.Put(ItemAttributes.ofGeneration(window.heldKind(), 1), 0));
        }
    }
}
