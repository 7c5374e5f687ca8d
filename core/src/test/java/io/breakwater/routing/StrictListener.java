package io.breakwater.routing;

/// A listener for stores that can always be reached: any failure fails the test.
final class StrictListener implements HealthListener {

    @Override
    public void changed(HealthChange change) {}

    @Override
    public void unreachable(RuntimeException trouble) {
        throw trouble;
    }
}
