package io.breakwater.quota.amendments;

/// How an amendment ended.
public sealed interface AmendmentResult {

    /// The item has the amendments, from this write on or from before.
    ///
    /// @param amendments with their new version
    record Written(Amendments amendments) implements AmendmentResult {}

    /// It is in some of the tenant's items only, because the store failed in between. The same amendment made again
    /// completes it; until then requests that meet one of the others see the amendments before.
    ///
    /// @param items how many have it
    /// @param of how many there are
    record Partly(int items, int of, String reason) implements AmendmentResult {}

    /// Somebody else has amended the item since the version given; nothing was written.
    ///
    /// @param amendments what the item has now
    record Conflict(Amendments amendments) implements AmendmentResult {}

    /// It asks for something that cannot be; nothing was written.
    ///
    /// @param problem what was wrong, the value received, what to do
    record Invalid(String problem) implements AmendmentResult {}

    /// The store did not say whether it was written. The same amendment can be made again without harm.
    record Unknown(String reason) implements AmendmentResult {}
}
