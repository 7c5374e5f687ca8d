package io.breakwater.control.usage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.Limits;
import io.breakwater.model.Tenant;
import io.breakwater.model.Usd;
import io.breakwater.quota.limits.LedgerStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// The JSON of `GET /v1/usage`, and of operators' reports. A missing limit is `null`, and so is its
/// remainder; money is a decimal string in USD with six decimals, or up to nine. `used` is settled and
/// `held` is reserved by requests in flight: a request fits while `used + held` stays within the limit.
public final class UsageReport {

    /// The report without the models, of which a key may have fewer than its tenant.
    public static ObjectNode of(Tenant tenant, LedgerStatus status, Instant now) {
        Limits limits = status.limits();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("tenant", tenant.id().value()).put("plan", tenant.plan());
        report.set("limits", limits(limits));
        report.set("requestsPerMinute", rate(status.requests()));
        report.set("tokensPerMinute", rate(status.tokens()));
        report.set("tokensToday", tokens(limits, status).put("resetAt", start(today.plusDays(1))));
        report.set(
                "usdThisMonth",
                money(limits, status)
                        .put("resetAt", start(today.withDayOfMonth(1).plusMonths(1))));
        report.putObject("concurrency")
                .put("limit", orNull(limits.concurrency()))
                .put("inFlight", status.inFlight());
        return report;
    }

    private static ObjectNode limits(Limits limits) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("requestsPerMinute", orNull(limits.requestsPerMinute()))
                .put("tokensPerMinute", orNull(limits.tokensPerMinute()))
                .put("tokensPerDay", orNull(limits.tokensPerDay()))
                .put("usdPerMonth", limits.nanoUsdPerMonth() == 0 ? null : Usd.text(limits.nanoUsdPerMonth()))
                .put("concurrency", orNull(limits.concurrency()))
                .put("burstPercent", limits.burstPercent())
                .put("largestRequestTokens", orNull(limits.largestRequestTokens()));
    }

    /// One per-minute limit: `limit` and `remaining` are null if there is none.
    public static ObjectNode rate(LedgerStatus.Rate rate) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("limit", orNull(rate.limit()))
                .put("remaining", rate.limit() == 0 ? null : Long.valueOf(rate.remaining()))
                .put("resetSeconds", rate.resetSeconds());
    }

    private static ObjectNode tokens(Limits limits, LedgerStatus status) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("limit", orNull(limits.tokensPerDay()))
                .put("used", settled(status.tokensToday(), status.tokensHeld()))
                .put("held", status.tokensHeld());
    }

    private static ObjectNode money(Limits limits, LedgerStatus status) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("limit", limits.nanoUsdPerMonth() == 0 ? null : Usd.text(limits.nanoUsdPerMonth()))
                .put("used", Usd.text(settled(status.nanoUsdThisMonth(), status.nanoUsdHeld())))
                .put("held", Usd.text(status.nanoUsdHeld()));
    }

    /// The settled part: the ledger's count includes holds. Around a window's end more may be held than
    /// the new window counts.
    private static long settled(long counted, long held) {
        return Math.max(0, counted - held);
    }

    private static String start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toString();
    }

    private static @Nullable Long orNull(long limit) {
        return limit == 0 ? null : Long.valueOf(limit);
    }

    private UsageReport() {}
}
