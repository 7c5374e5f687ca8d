package io.breakwater.routing;

/// Is told of what changes in the targets' health, and of a store that does not answer. It MUST NOT throw.
public interface HealthListener {

    void changed(HealthChange change);

    /// The store of the targets' health cannot be reached.
    void unreachable(RuntimeException trouble);
}
