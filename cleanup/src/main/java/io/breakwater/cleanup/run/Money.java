package io.breakwater.cleanup.run;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Money for people.
final class Money {

    private Money() {}

    /// Millionths of a USD as USD, to the cent and never less than it is: `$0.41`.
    static String usd(long microUsd) {
        return "$" + BigDecimal.valueOf(microUsd, 6).setScale(2, RoundingMode.UP);
    }
}
