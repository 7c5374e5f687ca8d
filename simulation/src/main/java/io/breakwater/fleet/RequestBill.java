package io.breakwater.fleet;

import io.breakwater.model.RoutedTarget;
import io.breakwater.model.TokenUsage;
import java.util.Optional;

/// What Bedrock bills for one request's calls: checks that its tenant is charged for it.
final class RequestBill {
    private final Serving serving;
    private int calls;
    private long toldNanoUsd;
    private boolean untold;
    private boolean toldNoOutput;
    private long overtold;

    RequestBill(Serving serving) {
        this.serving = serving;
    }

    /// Records that Bedrock bills a call.
    ///
    /// @param told what its answer has reported, if it has
    void add(RoutedTarget target, TokenUsage billed, Optional<TokenUsage> told) {
        calls++;
        untold |= told.isEmpty();
        told.ifPresent(usage -> {
            toldNanoUsd += target.profile().price().nanoUsd(usage);
            toldNoOutput = usage.output() == 0;
            long expected = calls == 1 ? billed.total() : 0;
            overtold += Math.max(0, usage.total() - expected)
                    * target.profile().model().burndown();
        });
    }

    int calls() {
        return calls;
    }

    /// Whether the last answer has reported that it has no tokens.
    boolean toldNoOutput() {
        return toldNoOutput;
    }

    /// By how many tokens of the day its calls have reported more than one call costs, which is what was reserved.
    long overtold() {
        return overtold;
    }

    /// Whether one call was made and billed, and its answer has reported its usage.
    boolean allTold() {
        return serving.attempts() == 1 && calls == 1 && !untold;
    }

    /// Checks what the tenant was charged.
    void over(long charged) {
        Serving.Words sums = () -> "charged %d, told %d nano-USD".formatted(charged, toldNanoUsd);
        serving.check(Property.I7, charged >= toldNanoUsd, sums);
        serving.check(Property.I7, !allTold() || charged == toldNanoUsd, sums);
        serving.check(Property.I7, charged > 0 || !untold, () -> "nothing is charged for a call without a report");
    }
}
