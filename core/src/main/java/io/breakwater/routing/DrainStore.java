package io.breakwater.routing;

import java.util.List;

/// Where operators' drains are kept for all copies of the gateway. A store that cannot be reached throws.
public interface DrainStore {

    /// All drains, including those that have expired; the cost does not depend on their number.
    List<Drain> all();

    /// Adds the drain, or replaces the one of the same name.
    void put(Drain drain);

    /// Removes the drain of this name; false if there was none.
    boolean remove(String name);
}
