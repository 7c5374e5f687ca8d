package io.breakwater.quota;

import io.breakwater.model.Limits;
import java.util.ArrayList;
import java.util.List;

/// The arithmetic of use that was admitted elsewhere: it is booked whatever the limits say, so that buckets may go into
/// debt. The guards prove the image, nothing else.
final class ChargePlanner {
    private final Image image;
    private final long now;
    private final List<Guard> guards = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    private ChargePlanner(Image image, long now) {
        this.image = image;
        this.now = now;
    }

    static ConditionalWrite plan(Image image, Limits limits, Use use, long now) {
        ChargePlanner planner = new ChargePlanner(image, now);
        planner.bucket(Buckets.requests(limits), use.requests());
        planner.bucket(Buckets.tokens(limits), use.tokens());
        planner.window(Window.day(0), use.tokens());
        planner.window(Window.month(0), use.microUsd());
        return new ConditionalWrite(planner.guards, planner.changes);
    }

    private void bucket(Bucket bucket, long amount) {
        if (bucket.unlimited() || amount == 0) {
            return;
        }
        if (image.has(bucket.attribute()) && image.orZero(bucket.attribute()) >= now) {
            guards.add(new Guard.Between(bucket.attribute(), now, Long.MAX_VALUE));
            changes.add(new Change.Add(bucket.attribute(), bucket.ticks(amount)));
        } else {
            guards.add(new Guard.AbsentOrBelow(bucket.attribute(), now));
            changes.add(new Change.Put(bucket.attribute(), now + bucket.ticks(amount)));
        }
    }

    private void window(Window window, long amount) {
        long current = window.at(image, now);
        if (image.has(window.windowAttribute()) && image.orZero(window.windowAttribute()) == current) {
            guards.add(new Guard.Equal(window.windowAttribute(), current));
            changes.add(new Change.Add(window.countAttribute(), amount));
        } else {
            guards.add(new Guard.AbsentOrBelow(window.windowAttribute(), current));
            changes.add(new Change.Put(window.windowAttribute(), current));
            changes.add(new Change.Put(window.countAttribute(), amount));
            changes.add(new Change.Put(Attributes.ofGeneration(window.heldKind(), 0), 0));
            changes.add(new Change.Put(Attributes.ofGeneration(window.heldKind(), 1), 0));
        }
    }
}
