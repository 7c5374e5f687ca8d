package io.breakwater.model;

import java.math.BigDecimal;

/// Amounts of money as people read them.
public final class Usd {
    private static final int MICRO_DIGITS = 6;

    private Usd() {}

    /// Micro-USD as a decimal number of USD with six digits.
    public static String text(long microUsd) {
        return BigDecimal.valueOf(microUsd, MICRO_DIGITS).toPlainString();
    }
}
