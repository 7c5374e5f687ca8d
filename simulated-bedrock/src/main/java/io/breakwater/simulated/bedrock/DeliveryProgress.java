package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.answer.TokenCount;
import org.jspecify.annotations.Nullable;

/// How far a delivery has come; used by one thread.
final class DeliveryProgress {

    private final AdmittedCall admitted;
    private final CallSettlement settlement;
    private long emittedChars;
    private int events;
    private boolean whole;
    private boolean concluded;
    private @Nullable String errorCode;

    DeliveryProgress(AdmittedCall admitted, CallSettlement settlement) {
        this.admitted = admitted;
        this.settlement = settlement;
    }

    AdmittedCall admitted() {
        return admitted;
    }

    void emit(String piece) {
        emittedChars += piece.length();
    }

    /// The number of the next event, where events have numbers.
    int nextEvent() {
        return events++;
    }

    void emitAll() {
        whole = true;
    }

    void fail(String code) {
        errorCode = code;
    }

    long latencyMillis() {
        return settlement.millisSince(admitted.signedCall().at());
    }

    /// Settles and logs the call with what was generated so far; only the first time counts.
    void conclude() {
        if (!concluded) {
            concluded = true;
            long full = admitted.answer().outputTokens();
            long output = whole ? full : Math.min(full, TokenCount.ofChars(emittedChars));
            settlement.close(admitted, output, whole ? errorCode : errorCode == null ? "ClientClosed" : errorCode);
        }
    }
}
