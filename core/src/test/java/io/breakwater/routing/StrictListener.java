package io.breakwater.routing;

import java.util.ArrayList;
import java.util.List;

/// A listener for stores that can always be reached: it keeps what changed, and any failure fails the
/// test.
public final class StrictListener implements HealthListener {
    public final List<HealthChange> changes = new ArrayList<>();

    @Override
    public void changed(HealthChange change) {
        changes.add(change);
    }

    @Override
    public void unreachable(RuntimeException trouble) {
        throw trouble;
    }
}
