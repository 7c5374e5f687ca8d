package io.breakwater.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.model.Usd;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/// Exact numbers, plain or in quotes, and money.
final class Decimals {
    private static final Pattern FORM = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");

    private Decimals() {}

    /// The number that a value stands for, if it has at most six decimals.
    static Optional<BigDecimal> of(JsonNode value) {
        if (value.isTextual() && FORM.matcher(value.asText()).matches()) {
            return Optional.of(new BigDecimal(value.asText()));
        }
        return value.isNumber() ? Optional.of(value.decimalValue()).filter(Decimals::short6) : Optional.empty();
    }

    private static boolean short6(BigDecimal number) {
        return number.scale() <= Shape.Decimal.DECIMALS;
    }

    /// A ratio that was checked, or the fallback where the key is absent.
    static double ratio(Path at, double fallback) {
        return of(at.value()).map(BigDecimal::doubleValue).orElse(fallback);
    }

    /// An amount that was checked, in micro-USD, or 0 where the key is absent.
    static long microUsd(Path at) {
        return of(at.value()).map(Decimals::microUsd).orElse(0L);
    }

    /// The same in nano-USD.
    static long nanoUsd(Path at) {
        return microUsd(at) * Usd.NANOS_IN_MICRO;
    }

    /// An amount in micro-USD, rounded up: a price derived from another may have more decimals.
    static long microUsd(BigDecimal usd) {
        return usd.movePointRight(Shape.Decimal.DECIMALS)
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }
}
