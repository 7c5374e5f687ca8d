package io.breakwater.cleanup.stack;

/// The functions and log groups of an account and Region.
interface LogPlace {

    boolean hasFunction(String name);

    boolean hasGroup(String name);

    /// Whether there was such a group.
    boolean deleteGroup(String name);
}
