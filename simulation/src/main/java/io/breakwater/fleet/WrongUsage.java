package io.breakwater.fleet;

import io.breakwater.model.TokenUsage;
import java.util.List;
import java.util.function.LongUnaryOperator;

/// How a report of usage is wrong.
enum WrongUsage {
    A_TENTH,
    NOTHING,
    TEN_TIMES;

    /// All of them.
    static final List<WrongUsage> KINDS = List.of(values());

    private static final long TIMES = 10;

    /// What is reported of a call that is billed for this usage.
    TokenUsage of(TokenUsage billed) {
        return switch (this) {
            case A_TENTH -> each(billed, tokens -> tokens / TIMES);
            case NOTHING -> TokenUsage.NONE;
            case TEN_TIMES -> each(billed, tokens -> tokens * TIMES);
        };
    }

    private static TokenUsage each(TokenUsage billed, LongUnaryOperator told) {
        return new TokenUsage(
                told.applyAsLong(billed.input()),
                told.applyAsLong(billed.output()),
                told.applyAsLong(billed.cacheRead()),
                told.applyAsLong(billed.cacheWrite()));
    }
}
