package io.breakwater.model;

/// One Bedrock quota pool: an inference profile called from a source Region of a shard's account.
///
/// A geographic and a global profile of the same model are two targets: Bedrock counts them separately
/// ("Quotas for Amazon Bedrock", cross-Region and global cross-Region rows).
public record Target(ShardId shard, AccountId account, Region source, ProfileId profile) {

    /// The name in logs, headers and ledgers: `shard/Region/profile`. It shows no account number.
    public String label() {
        return shard + "/" + source + "/" + profile;
    }
}
