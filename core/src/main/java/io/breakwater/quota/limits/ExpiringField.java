package io.breakwater.quota.limits;

import io.breakwater.quota.item.LedgerItem;
import java.util.function.Predicate;

/// Something in an item that time alone makes out of date, and that the next writer then sets anew: a bucket that has
/// run empty, an epoch that has passed. A stale image cannot tell whether another writer has done so already.
///
/// @param attribute what is set anew
/// @param shown whether an image shows it out of date
public record ExpiringField(String attribute, Predicate<LedgerItem> shown) {

    boolean in(LedgerItem image) {
        return shown.test(image);
    }
}
