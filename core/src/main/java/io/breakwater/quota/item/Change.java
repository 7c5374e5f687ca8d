package io.breakwater.quota.item;

/// What a write does to one number of an item.
public sealed interface Change {

    String attribute();

    /// Gives the number this value.
    record Put(String attribute, long value) implements Change {}

    /// Removes the number; if there is none, nothing happens.
    record Remove(String attribute) implements Change {}

    /// Adds to the number; one that is not there counts as 0, as in DynamoDB's `ADD`.
    record Add(String attribute, long amount) implements Change {}
}
