package io.breakwater.call;

import io.breakwater.dialect.Refusal;
import io.breakwater.model.Cause;
import io.breakwater.model.LimitName;
import io.breakwater.model.TenantId;
import io.breakwater.model.Usd;
import io.breakwater.quota.limits.Shortfall;
import io.breakwater.quota.operations.Admission;

/// A refused request: what its caller is told, the cause for the log, and what the tenant was charged
/// all the same.
record Denial(Refusal refusal, Cause cause, int attempts, Charge charge) {

    /// Refused because of its content; the caller's message says everything.
    static Denial of(Refusal refusal) {
        return nothingCalled(refusal, refusal.message());
    }

    static Denial of(TenantId tenant, Admission.Refused refused) {
        return nothingCalled(
                Refusals.of(refused), limit(tenant, refused.limit()) + numbers(refused.limit(), refused.shortfall()));
    }

    static Denial of(TenantId tenant, Admission.TooLarge tooLarge) {
        String numbers = ": %s asked, at most %s at once"
                .formatted(number(tooLarge.limit(), tooLarge.asked()), number(tooLarge.limit(), tooLarge.most()));
        return nothingCalled(Refusals.of(tooLarge), limit(tenant, tooLarge.limit()) + numbers);
    }

    static Denial suspended(TenantId tenant) {
        return nothingCalled(Refusals.suspended(), "tenant " + tenant + " is suspended");
    }

    static Denial of(TenantId tenant, Admission.Unavailable unavailable) {
        return nothingCalled(Refusals.of(unavailable), "ledger of tenant " + tenant + ": " + unavailable.reason());
    }

    /// A refusal before any model was called.
    private static Denial nothingCalled(Refusal refusal, String reason) {
        return new Denial(refusal, Cause.nobody(reason), 0, Charge.NONE);
    }

    private static String limit(TenantId tenant, LimitName limit) {
        return "limit " + limit.label() + " of tenant " + tenant;
    }

    private static String numbers(LimitName limit, Shortfall lack) {
        return lack.asked() == 0
                ? ""
                : ": %s asked, %s left, %s held"
                        .formatted(number(limit, lack.asked()), number(limit, lack.left()), number(limit, lack.held()));
    }

    /// Money in the log is in micro-USD.
    private static String number(LimitName limit, long amount) {
        return limit.isMoney() ? Usd.micros(amount).toPlainString() : Long.toString(amount);
    }
}
