package io.breakwater.quota.item;

/// Where ledger items live. An implementation MUST run each write atomically per key, and MUST NOT repeat a write
/// whose answer was lost: a settlement applied twice refunds twice.
public interface LedgerStore {

    /// Runs the write against the item of this key. Failures of the store are [WriteResult.Busy] or
    /// [WriteResult.Unknown], never an exception.
    WriteResult write(String key, ConditionalWrite write);

    /// The current item, for reports and for choosing among targets; the empty item if there is none.
    LedgerItem read(String key);
}
