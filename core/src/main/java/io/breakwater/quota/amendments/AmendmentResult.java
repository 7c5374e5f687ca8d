package io.breakwater.quota.amendments;

/// How an amendment ended.
public sealed interface AmendmentResult {

    /// The item has the amendments, from this write or from an earlier one.
    ///
    /// @param amendments with their new version
    record Written(Amendments amendments) implements AmendmentResult {}

    /// Only some of the tenant's items have the amendments, because the store failed in between. Making
    /// the same amendment again completes it; until then requests on the other items see the earlier
    /// amendments.
    ///
    /// @param items how many have the amendments
    /// @param of how many there are
    record Partly(int items, int of, String reason) implements AmendmentResult {}

    /// Somebody else has amended the item since the version given; nothing was written.
    ///
    /// @param amendments what the item has now
    record Conflict(Amendments amendments) implements AmendmentResult {}

    /// The amendment is not possible; nothing was written.
    ///
    /// @param problem what was wrong, the value received, what to do
    record Invalid(String problem) implements AmendmentResult {}

    /// The store did not say whether it was written. The same amendment can be made again without harm.
    record Unknown(String reason) implements AmendmentResult {}
}
