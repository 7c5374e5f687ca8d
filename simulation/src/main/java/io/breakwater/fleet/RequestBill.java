package io.breakwater.fleet;

import io.breakwater.model.RoutedTarget;
import io.breakwater.model.TokenUsage;

/// What Bedrock bills for one request's calls: checks that its tenant is charged for it.
final class RequestBill {
    private final Serving serving;
    private int calls;
    private long nanoUsd;
    private long toldNanoUsd;

    RequestBill(Serving serving) {
        this.serving = serving;
    }

    /// Records that Bedrock bills a call.
    ///
    /// @param unseen whether its usage was never reported
    void add(RoutedTarget target, TokenUsage usage, boolean unseen) {
        long cost = target.profile().price().nanoUsd(usage);
        calls++;
        nanoUsd += cost;
        toldNanoUsd += unseen ? 0 : cost;
    }

    int calls() {
        return calls;
    }

    /// Checks what the tenant was charged.
    void over(long charged) {
        serving.check(
                Property.I7,
                charged >= toldNanoUsd,
                () -> "charged %d, billed %d nano-USD".formatted(charged, toldNanoUsd));
        boolean allTold = serving.attempts() == 1 && calls == 1 && toldNanoUsd == nanoUsd;
        serving.check(
                Property.I7,
                !allTold || charged == toldNanoUsd,
                () -> "charged %d, told %d nano-USD".formatted(charged, toldNanoUsd));
        serving.check(
                Property.I7,
                charged > 0 || nanoUsd == 0,
                () -> "nothing is charged, billed %d nano-USD".formatted(nanoUsd));
    }
}
