package io.breakwater.call;

import io.breakwater.dialect.body.ModelBody;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.dialect.body.StreamEnd;
import io.breakwater.dialect.body.TokenEstimator;
import io.breakwater.model.Feature;
import io.breakwater.model.TokenUsage;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Measures what a stream costs: exactly if the model reports its usage, else from what it has reported
/// so far and an estimate of the content seen.
final class UsageMeter {
    private final ModelBody body;
    private final StreamEnd end;
    private final Function<ModelEvent, Optional<TokenUsage>> usage;
    private long bytes;
    private TokenUsage begun;
    private @Nullable TokenUsage reported;

    /// @param body the body that the stream answers
    UsageMeter(ModelBody body, long inputEstimate) {
        this.body = body;
        this.end = body.streamEnd();
        this.usage = body.streamUsage();
        this.begun = TokenUsage.of(inputEstimate, 0);
    }

    /// Whether an event closes the stream once more; to be asked before it is seen.
    boolean repeats(ModelEvent event) {
        return end.repeats(event);
    }

    void see(ModelEvent event) {
        end.see(event);
        bytes += body.textBytes(event);
        body.begun(event).ifPresent(told -> begun = told);
        usage.apply(event).ifPresent(known -> reported = known);
    }

    /// Puts the stream's events into the language of the client's dialect.
    ///
    /// @param millis how long the model has taken until now
    Function<ModelEvent, List<ModelEvent>> eventTranslation(LongSupplier millis) {
        return body.eventTranslation(millis);
    }

    /// What the model itself has reported.
    Optional<TokenUsage> reported() {
        return Optional.ofNullable(reported);
    }

    /// Whether the model itself has reported its whole usage.
    boolean exact() {
        return reported != null;
    }

    /// Whether the model may have written far more than was seen. Models of OpenAI's APIs do not show
    /// their reasoning, and Claude shows a summary of it or nothing; only the reported usage includes
    /// it.
    boolean hidesOutput() {
        return !exact()
                && (body.operation(true).api().isOpenAi() || body.needs().contains(Feature.THINKING));
    }

    /// Whether the closing events have arrived; without them a stream is broken, however it ended.
    boolean whole() {
        return end.whole();
    }

    /// The reason to give for a stream that is not whole.
    String broken() {
        return end.broken();
    }

    TokenUsage usage() {
        TokenUsage exact = reported;
        return exact != null ? exact : seen();
    }

    /// The input as reported or estimated, and the output as reported or seen.
    private TokenUsage seen() {
        long output = Math.max(begun.output(), TokenEstimator.tokensOfText(bytes));
        return new TokenUsage(begun.input(), output, begun.cacheRead(), begun.cacheWrite(), begun.cacheWriteHour());
    }
}
