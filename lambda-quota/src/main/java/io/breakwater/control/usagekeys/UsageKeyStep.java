package io.breakwater.control.usagekeys;

/// One step towards a key for each tenant. Each may be repeated.
sealed interface UsageKeyStep {

    /// Has a tenant counted on its own key: its records name it from now on.
    record Count(WantedKey wanted) implements UsageKeyStep {}

    /// Removes a key that counts no tenant.
    record Remove(UsageKey key) implements UsageKeyStep {}

    /// Puts a key into its usage plan.
    record Join(UsageKey key) implements UsageKeyStep {}

    /// Makes a key, and puts it into its usage plan.
    record Make(WantedKey wanted) implements UsageKeyStep {}
}
