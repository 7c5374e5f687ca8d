package io.breakwater.simulated.bedrock.quota;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Every quota of the simulated accounts; the first rule that covers a pool is its quota, and
/// without one it has none.
///
/// `reserveWithBurndown` multiplies `max_tokens` by the burndown rate at reservation. AWS documents the reservation
/// without it; some third-party sources report it with it.
public record QuotaLimits(List<QuotaRule> quotas, List<DailyRule> daily, boolean reserveWithBurndown) {

    /// No quota anywhere.
    public static final QuotaLimits NONE = new QuotaLimits(List.of(), List.of(), false);

    public QuotaLimits {
        quotas = List.copyOf(quotas);
        daily = List.copyOf(daily);
    }

    /// Per-minute quotas only.
    public static QuotaLimits of(QuotaRule... quotas) {
        return new QuotaLimits(List.of(quotas), List.of(), false);
    }

    QuotaRule quotaOf(PoolKey key) {
        return quotas.stream().filter(rule -> rule.covers(key)).findFirst().orElse(QuotaRule.UNLIMITED);
    }

    long dailyTokensOf(PoolKey key) {
        return daily.stream()
                .filter(rule -> rule.covers(key))
                .findFirst()
                .map(DailyRule::tokens)
                .orElse(0L);
    }

    static boolean agrees(@Nullable String wanted, String actual) {
        return wanted == null || wanted.equals(actual);
    }

    static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is " + value + ": give 0 for no quota, or a positive number");
        }
    }
}
