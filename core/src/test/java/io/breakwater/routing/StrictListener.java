package io.breakwater.routing;

/// For stores that can always be reached.
final class StrictListener implements HealthListener {

    @Override
    public void changed(HealthChange change) {}

    @Override
    public void unreachable(RuntimeException trouble) {
        throw trouble;
    }
}
