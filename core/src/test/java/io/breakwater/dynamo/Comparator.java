package io.breakwater.dynamo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;

/// How two values are compared. Values of different types are unequal, and neither is less.
@SuppressWarnings("ImmutableEnumChecker") // none of these functions has a state
enum Comparator {
    EQUAL("=", order -> order == 0),
    NOT_EQUAL("<>", order -> order != 0),
    LESS("<", order -> order < 0),
    AT_MOST("<=", order -> order <= 0),
    MORE(">", order -> order > 0),
    AT_LEAST(">=", order -> order >= 0);

    private final String sign;
    private final IntPredicate fits;

    Comparator(String sign, IntPredicate fits) {
        this.sign = sign;
        this.fits = fits;
    }

    static Optional<Comparator> of(String sign) {
        for (Comparator each : values()) {
            if (each.sign.equals(sign)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    boolean holds(Value one, Value other) {
        return switch (this) {
            case EQUAL -> one.equals(other);
            case NOT_EQUAL -> !one.equals(other);
            case LESS, AT_MOST, MORE, AT_LEAST -> ordered(one, other);
        };
    }

    private boolean ordered(Value one, Value other) {
        return switch (one) {
            case Value.Numeric(var first) ->
                other instanceof Value.Numeric(var second) && fits.test(first.compareTo(second));
            case Value.Text(String first) ->
                other instanceof Value.Text(String second) && fits.test(order(first, second));
            case Value.Bool _, Value.Texts _, Value.Numbers _, Value.Fields _ -> false;
        };
    }

    private static int order(String first, String second) {
        return Arrays.compareUnsigned(first.getBytes(StandardCharsets.UTF_8), second.getBytes(StandardCharsets.UTF_8));
    }
}
