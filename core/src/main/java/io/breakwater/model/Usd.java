package io.breakwater.model;

import java.math.BigDecimal;

/// Amounts of money as people read them. The code counts nano-USD, billionths, because five tokens of
/// an embedding cost a tenth of a micro-USD.
public final class Usd {
    /// Nano-USD in a USD.
    public static final long NANOS = 1_000_000_000;
    /// Nano-USD in a micro-USD, the unit in metrics, log lines and stored items.
    public static final long NANOS_IN_MICRO = 1_000;

    private static final int NANO_DIGITS = 9;
    private static final int MICRO_DIGITS = 6;

    private Usd() {}

    /// Nano-USD as a decimal number of USD with six decimals, or up to nine if needed.
    public static String text(long nanoUsd) {
        return atLeast(MICRO_DIGITS, BigDecimal.valueOf(nanoUsd, NANO_DIGITS)).toPlainString();
    }

    /// Nano-USD as a number of micro-USD, with as many decimals as it has.
    public static BigDecimal micros(long nanoUsd) {
        return atLeast(0, BigDecimal.valueOf(nanoUsd, NANO_DIGITS - MICRO_DIGITS));
    }

    private static BigDecimal atLeast(int digits, BigDecimal amount) {
        BigDecimal shortest = amount.stripTrailingZeros();
        return shortest.scale() < digits ? shortest.setScale(digits) : shortest;
    }
}
