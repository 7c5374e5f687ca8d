package io.breakwater.deploytest.world;

/// Something that the test itself puts into an account, to see what becomes of it.
public interface Planted {
    /// Its name, as a plan says it.
    String name();

    void plant();

    boolean isThere();

    /// Takes it away by the test's own hand.
    void remove();
}
