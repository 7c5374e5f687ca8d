package io.breakwater.call;

import io.breakwater.dialect.body.ModelBody;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.body.StreamEnd;
import io.breakwater.dialect.body.TokenEstimator;
import io.breakwater.model.TokenUsage;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Watches a stream for what it costs: exactly from what the model reports, else by an estimate of what was seen.
final class UsageMeter {
    private final ModelBody body;
    private final StreamEnd end;
    private final Function<ModelEvent, Optional<TokenUsage>> usage;
    private final long inputEstimate;
    private long bytes;
    private @Nullable TokenUsage reported;

    /// @param body what the stream answers
    UsageMeter(ModelBody body, long inputEstimate) {
        this.body = body;
        this.end = body.streamEnd();
        this.usage = body.streamUsage();
        this.inputEstimate = inputEstimate;
    }

    void see(ModelEvent event) {
        end.see(event);
        bytes += body.textBytes(event);
        usage.apply(event).ifPresent(known -> reported = known);
    }

    /// What the model itself has reported.
    Optional<TokenUsage> reported() {
        return Optional.ofNullable(reported);
    }

    /// Whether the cost is known from the model itself.
    boolean exact() {
        return reported != null;
    }

    /// Whether the model may have written far more than was seen: those of OpenAI's APIs think unseen, and tell it only
    /// with what they report.
    boolean hidesOutput() {
        return !exact() && body.operation(true).api().isOpenAi();
    }

    /// Whether the closing events were there; without them a stream is broken, however it ended.
    boolean whole() {
        return end.whole();
    }

    /// What is said of a stream that is not whole.
    String broken() {
        return end.broken();
    }

    TokenUsage usage() {
        TokenUsage exact = reported;
        return exact != null ? exact : TokenUsage.of(inputEstimate, TokenEstimator.tokensOfText(bytes));
    }
}
