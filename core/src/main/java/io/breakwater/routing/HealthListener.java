package io.breakwater.routing;

/// Called when the targets' health changes and when its store does not answer. It MUST NOT throw.
public interface HealthListener {

    void changed(HealthChange change);

    /// The store of the targets' health cannot be reached.
    void unreachable(RuntimeException trouble);
}
