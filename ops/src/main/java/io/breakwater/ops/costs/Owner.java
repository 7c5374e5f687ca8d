package io.breakwater.ops.costs;

import io.breakwater.model.TenantId;

/// The owner of a line of the bill.
sealed interface Owner {

    /// A tenant.
    record Tenant(TenantId id) implements Owner {}

    /// The environment without a particular tenant: the shared session or profile.
    record Shared() implements Owner {}

    /// Bedrock in one of the environment's shards, without a hint at a tenant.
    ///
    /// @param account the shard's account
    /// @param by the signer, without the session's name; empty if the bill gives none
    record Unknown(String account, String by) implements Owner, Comparable<Unknown> {
        @Override
        public int compareTo(Unknown other) {
            int accounts = account.compareTo(other.account);
            return accounts == 0 ? by.compareTo(other.by) : accounts;
        }
    }

    /// Not a cost of the environment's models.
    record Foreign() implements Owner {}
}
