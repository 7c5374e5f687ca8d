package io.breakwater.call;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.SessionRunner.Ending;
import io.breakwater.dialect.body.EmbeddingBody;
import io.breakwater.model.Cause;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.GiveUpReason;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.SessionTotals;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Makes the vectors of one request's texts with one session for each batch, in parallel. Each session
/// reserves and settles at its target by itself; the tenant has one reservation for all batches and is
/// charged for the vectors that were made. The first batch that fails ends the run: batches under way
/// are finished and charged, no other batch begins, and no vector is delivered.
final class EmbeddingRun {
    private final List<SessionRunner> batches;
    private final Settlements settlements;
    private final AtomicBoolean failed = new AtomicBoolean();

    /// A defect of our own code; it ends the request once the batches under way have ended.
    private volatile @Nullable Throwable defect;

    /// The result of a batch that was begun.
    ///
    /// @param vectors empty if the session gave up
    private record Made(Ending ending, List<byte[]> vectors, TokenUsage usage) {}

    /// @param batches one session for each batch
    EmbeddingRun(List<SessionRunner> batches, Settlements settlements) {
        this.batches = batches;
        this.settlements = settlements;
    }

    /// All vectors as one answer, or why there is none.
    Ending run(ParallelCalls parallel) throws InterruptedException {
        List<Made> made = parallel.map(batches, this::made).stream()
                .flatMap(Optional::stream)
                .toList();
        Throwable thrown = defect;
        if (thrown != null) {
            throw new IllegalStateException("a batch of embeddings failed in the gateway", thrown);
        }
        for (Made each : made) {
            if (each.ending() instanceof Ending.GaveUp first) {
                return gaveUp(first);
            }
        }
        return together(made);
    }

    private List<RoutedTarget> abandoned() {
        return batches.stream().flatMap(batch -> batch.abandoned().stream()).toList();
    }

    /// Empty if the batch was not begun or a defect ended it; a defect must not break off the other
    /// batches' calls.
    private Optional<Made> made(SessionRunner batch) throws InterruptedException {
        try {
            return failed.get() ? Optional.empty() : Optional.of(make(batch));
        } catch (RuntimeException | Error thrown) {
            failed.set(true);
            defect = thrown;
            return Optional.empty();
        }
    }

    private Made make(SessionRunner batch) throws InterruptedException {
        return switch (batch.run()) {
            case Ending.GaveUp gaveUp -> nothing(gaveUp);
            case Ending.Answered answered -> answered(batch, answered);
        };
    }

    private Made nothing(Ending.GaveUp gaveUp) {
        failed.set(true);
        return new Made(gaveUp, List.of(), TokenUsage.NONE);
    }

    private Made answered(SessionRunner batch, Ending.Answered answered) {
        if (!(answered.answer() instanceof Attempted.Whole(ObjectNode answer, TokenUsage usage, var _))) {
            throw new IllegalStateException("vectors come whole, got " + answered.answer());
        }
        settlements.part(answered, usage);
        RoutedTarget target = answered.candidate().routed();
        EmbeddingBody asked = (EmbeddingBody) batch.body(target);
        List<byte[]> vectors = asked.vectors(answer);
        return complete(asked, vectors)
                ? new Made(answered, vectors, usage)
                : nothing(new Ending.GaveUp(
                        new GiveUpReason.Failed(new Outcome.ServerFault(), Duration.ofSeconds(1)),
                        Cause.of(target.target(), "not a vector for each text"),
                        answered.totals()));
    }

    private static boolean complete(EmbeddingBody asked, List<byte[]> vectors) {
        return vectors.size() == asked.texts().size() && vectors.stream().allMatch(vector -> vector.length > 0);
    }

    private Ending gaveUp(Ending.GaveUp first) {
        SessionTotals own = first.totals();
        return new Ending.GaveUp(
                first.reason(), first.cause(), new SessionTotals(own.attempts(), abandoned(), own.keptForOthers()));
    }

    private Ending together(List<Made> made) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode vectors = answer.putArray("embeddings");
        made.forEach(each -> each.vectors().forEach(vectors::add));
        long input = made.stream().mapToLong(each -> each.usage().input()).sum();
        int attempts = made.stream()
                .mapToInt(each -> each.ending().totals().attempts())
                .sum();
        Ending.Answered first = (Ending.Answered) made.getFirst().ending();
        return new Ending.Answered(
                first.candidate(),
                new Attempted.Whole(answer.put("inputTokens", input), TokenUsage.of(input, 0)),
                first.attempt(),
                first.held(),
                true,
                new SessionTotals(attempts, abandoned(), false));
    }
}
