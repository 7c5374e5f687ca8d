package io.breakwater.tenancy;

import java.util.Optional;

/// The store of the plans of the environment's file. Every method may be repeated.
public interface PlanRegister {
    /// All plans as one text, if there are any, in one read. A store that cannot be reached throws.
    Optional<String> find();

    /// Replaces them.
    void put(String text);
}
