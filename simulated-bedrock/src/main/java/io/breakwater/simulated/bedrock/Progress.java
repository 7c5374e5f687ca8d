package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.answer.TokenCount;
import org.jspecify.annotations.Nullable;

/// How far a delivery has come; used by one thread.
final class Progress {

    private final Job job;
    private final Books books;
    private long emittedChars;
    private boolean whole;
    private boolean concluded;
    private @Nullable String errorCode;

    Progress(Job job, Books books) {
        this.job = job;
        this.books = books;
    }

    Job job() {
        return job;
    }

    void emit(String piece) {
        emittedChars += piece.length();
    }

    void emitAll() {
        whole = true;
    }

    void fail(String code) {
        errorCode = code;
    }

    long latencyMillis() {
        return books.millisSince(job.arrival().at());
    }

    /// Settles and logs the call with what was generated so far; only the first time counts.
    void conclude() {
        if (!concluded) {
            concluded = true;
            long full = job.answer().outputTokens();
            long output = whole ? full : Math.min(full, TokenCount.ofChars(emittedChars));
            books.close(job, output, whole ? errorCode : errorCode == null ? "ClientClosed" : errorCode);
        }
    }
}
