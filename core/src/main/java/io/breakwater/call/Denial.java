package io.breakwater.call;

import io.breakwater.dialect.Refusal;
import io.breakwater.model.Cause;
import io.breakwater.model.LimitName;
import io.breakwater.model.TenantId;
import io.breakwater.quota.limits.Shortfall;
import io.breakwater.quota.operations.Admission;

/// A "no": what its caller is told, what the log says of it, and what the request took all the same.
record Denial(Refusal refusal, Cause cause, int attempts, Charge charge) {

    /// Refused for what it asks; the caller is told all there is to say.
    static Denial of(Refusal refusal) {
        return nothingCalled(refusal, refusal.message());
    }

    static Denial of(TenantId tenant, Admission.Refused refused) {
        return nothingCalled(Refusals.of(refused), limit(tenant, refused.limit()) + numbers(refused.shortfall()));
    }

    static Denial of(TenantId tenant, Admission.TooLarge tooLarge) {
        String numbers = ": %d asked, at most %d at once".formatted(tooLarge.asked(), tooLarge.most());
        return nothingCalled(Refusals.of(tooLarge), limit(tenant, tooLarge.limit()) + numbers);
    }

    static Denial suspended(TenantId tenant) {
        return nothingCalled(Refusals.suspended(), "tenant " + tenant + " is suspended");
    }

    static Denial of(TenantId tenant, Admission.Unavailable unavailable) {
        return nothingCalled(Refusals.of(unavailable), "ledger of tenant " + tenant + ": " + unavailable.reason());
    }

    /// Nothing was called.
    private static Denial nothingCalled(Refusal refusal, String reason) {
        return new Denial(refusal, Cause.nobody(reason), 0, Charge.NONE);
    }

    private static String limit(TenantId tenant, LimitName limit) {
        return "limit " + limit.label() + " of tenant " + tenant;
    }

    private static String numbers(Shortfall lack) {
        return lack.asked() == 0
                ? ""
                : ": %d asked, %d left, %d held".formatted(lack.asked(), lack.left(), lack.held());
    }
}
