package io.breakwater.quota.usage;

import io.breakwater.model.Limits;
import io.breakwater.quota.limits.Bucket;
import io.breakwater.quota.limits.LateMinute;

/// Use that was admitted elsewhere and is booked later.
///
/// @param all what the limits of the day and of the month count
/// @param requests what the limit of requests per minute still counts
/// @param tokens what the limit of tokens per minute still counts
public record LateUse(UsageTotals all, LateMinute requests, LateMinute tokens) {

    /// @param share the limits by which it was admitted
    /// @param begun when, in nanoseconds as [io.breakwater.quota.item.LedgerTime] has them: since then it has
    ///     drained
    public static LateUse of(UsageTotals use, Limits share, long begun) {
        return new LateUse(
                use,
                LateMinute.of(Bucket.requests(share), use.requests(), begun),
                LateMinute.of(Bucket.tokens(share), use.tokens(), begun));
    }

    public LateUse plus(LateUse more) {
        return new LateUse(all.plus(more.all), requests.plus(more.requests), tokens.plus(more.tokens));
    }
}
