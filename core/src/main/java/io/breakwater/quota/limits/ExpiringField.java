package io.breakwater.quota.limits;

import io.breakwater.quota.item.LedgerItem;
import java.util.function.Predicate;

/// A number of an item that expires with time alone, and that the next writer then sets anew: a bucket that has run
/// empty, an epoch that has passed. A stale item does not show whether another process has done so already.
///
/// @param attribute what is set anew
/// @param shown whether an item shows it as expired
public record ExpiringField(String attribute, Predicate<LedgerItem> shown) {

    boolean in(LedgerItem item) {
        return shown.test(item);
    }
}
