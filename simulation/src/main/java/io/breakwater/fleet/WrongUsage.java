package io.breakwater.fleet;

import io.breakwater.model.TokenUsage;
import java.util.List;

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
            case A_TENTH ->
                new TokenUsage(
                        billed.input() / TIMES,
                        billed.output() / TIMES,
                        billed.cacheRead() / TIMES,
                        billed.cacheWrite() / TIMES);
            case NOTHING -> TokenUsage.NONE;
            case TEN_TIMES ->
                new TokenUsage(
                        billed.input() * TIMES,
                        billed.output() * TIMES,
                        billed.cacheRead() * TIMES,
                        billed.cacheWrite() * TIMES);
        };
    }
}
