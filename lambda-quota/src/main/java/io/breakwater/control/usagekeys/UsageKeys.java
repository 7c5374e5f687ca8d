package io.breakwater.control.usagekeys;

import java.util.List;
import java.util.Set;

/// API Gateway's keys and usage plans, as far as they are the environment's own. Each method may be
/// repeated.
public interface UsageKeys {

    /// The existing plans and keys.
    ///
    /// @param plans the plans with a usage plan
    record There(Set<String> plans, List<UsageKey> keys) {
        public There {
            plans = Set.copyOf(plans);
            keys = List.copyOf(keys);
        }
    }

    /// The result of making a key.
    sealed interface Making {
        /// The key was made; it is in no usage plan yet.
        record Made(UsageKey key) implements Making {}

        /// The account has as many keys in the Region as its quota allows.
        record Full(String message) implements Making {}

        /// A key with this value exists already, and is not marked as the tenant's.
        record Taken(String message) implements Making {}
    }

    There read();

    Making make(WantedKey wanted);

    /// Puts a key into the usage plan of its plan.
    void join(UsageKey key);

    void remove(UsageKey key);
}
