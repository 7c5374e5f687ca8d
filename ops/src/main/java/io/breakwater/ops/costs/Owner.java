package io.breakwater.ops.costs;

import io.breakwater.model.TenantId;

/// Whose a line of the bill is.
sealed interface Owner {

    /// A tenant's.
    record Tenant(TenantId id) implements Owner {}

    /// The environment's, and no tenant's in particular: of the session, or the profile, that all can use.
    record Shared() implements Owner {}

    /// Bedrock's in one of the environment's shards, and nothing says for whom.
    ///
    /// @param account of the shard
    /// @param by who has signed it, without the session's own name; empty where the bill names nobody
    record Unknown(String account, String by) implements Owner, Comparable<Unknown> {
        @Override
        public int compareTo(Unknown other) {
            int accounts = account.compareTo(other.account);
            return accounts == 0 ? by.compareTo(other.by) : accounts;
        }
    }

    /// Nothing that the environment pays for models.
    record Foreign() implements Owner {}
}
