package io.breakwater.routing;

import java.util.List;

/// Where operators' drains are kept for all copies of the gateway. A store that cannot be reached throws.
public interface DrainStore {

    /// All drains, those that have ended by themselves too; the cost does not depend on how many there are.
    List<Drain> all();

    /// Adds the drain, or replaces the one of the same name.
    void put(Drain drain);

    /// Takes the drain of this name away; false if there was none.
    boolean remove(String name);
}
