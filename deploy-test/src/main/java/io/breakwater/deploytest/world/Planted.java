package io.breakwater.deploytest.world;

/// A resource that the test itself creates in an account, to observe what happens to it.
public interface Planted {
    /// Its name as in a plan.
    String name();

    void plant();

    boolean isThere();

    /// Removes it, independently of the clean-up.
    void remove();
}
