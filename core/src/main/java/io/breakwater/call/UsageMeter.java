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
import org.jspecify.annotations.Nullable;

/// Watches a stream for what it costs: exactly from what the model reports, else by what it told so far and an
/// estimate of what was seen.
final class UsageMeter {
    private final ModelBody body;
    private final StreamEnd end;
    private final Function<ModelEvent, Optional<TokenUsage>> usage;
    private long bytes;
    private TokenUsage begun;
    private @Nullable TokenUsage reported;

    /// @param body what the stream answers
    UsageMeter(ModelBody body, long inputEstimate) {
        this.body = body;
        this.end = body.streamEnd();
        this.usage = body.streamUsage();
        this.begun = TokenUsage.of(inputEstimate, 0);
    }

    void see(ModelEvent event) {
        end.see(event);
        bytes += body.textBytes(event);
        body.begun(event).ifPresent(told -> begun = told);
        usage.apply(event).ifPresent(known -> reported = known);
    }

    /// Puts the stream's events into the language of the client's dialect.
    Function<ModelEvent, List<ModelEvent>> retelling() {
        return body.retelling();
    }

    /// What the model itself has reported.
    Optional<TokenUsage> reported() {
        return Optional.ofNullable(reported);
    }

    /// Whether the cost is known from the model itself.
    boolean exact() {
        return reported != null;
    }

    /// Whether the model may have written far more than was seen: those of OpenAI's APIs think unseen, and Claude
    /// shows of its thoughts a summary or nothing. Both tell it only with what they report.
    boolean hidesOutput() {
        return !exact()
                && (body.operation(true).api().isOpenAi() || body.needs().contains(Feature.THINKING));
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
        return exact != null ? exact : seen();
    }

    /// The input as it was told or estimated, and as much output as was told or seen.
    private TokenUsage seen() {
        long output = Math.max(begun.output(), TokenEstimator.tokensOfText(bytes));
        return new TokenUsage(begun.input(), output, begun.cacheRead(), begun.cacheWrite(), begun.cacheWriteHour());
    }
}
