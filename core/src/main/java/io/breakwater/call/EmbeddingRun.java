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
import io.breakwater.routing.Session;
import io.breakwater.routing.SessionTotals;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Makes the vectors of one request's texts: a session for each batch, side by side. Each reserves at its target and
/// settles there by itself; the tenant has one reservation for all, and is charged for what was made. The first batch
/// that fails ends it: those that run are finished and charged, no other begins, and no vector is delivered.
final class EmbeddingRun {
    private final List<Batch> batches;
    private final Settlements settlements;
    private final AtomicBoolean failed = new AtomicBoolean();

    /// One call and what makes it.
    record Batch(Prepared.Ready ready, Session session, SessionRunner runner) {}

    /// What came of a batch.
    private sealed interface Made {

        record Vectors(Ending.Answered ending, List<byte[]> vectors, TokenUsage usage) implements Made {}

        record Nothing(Ending.GaveUp ending) implements Made {}

        record NotBegun() implements Made {}

        /// Ours, which ends the request when the others have ended.
        record Defect(Throwable thrown) implements Made {}
    }

    EmbeddingRun(List<Batch> batches, Settlements settlements) {
        this.batches = batches;
        this.settlements = settlements;
    }

    /// All vectors as one answer, or why there is none.
    Ending run(ParallelCalls parallel) throws InterruptedException {
        List<Made> made = parallel.map(batches, this::made);
        for (Made each : made) {
            if (each instanceof Made.Defect(Throwable thrown)) {
                throw new IllegalStateException("a batch of embeddings failed in the gateway", thrown);
            }
        }
        return made.stream()
                .filter(Made.Nothing.class::isInstance)
                .findFirst()
                .<Ending>map(nothing -> gaveUp(((Made.Nothing) nothing).ending()))
                .orElseGet(() ->
                        together(made.stream().map(Made.Vectors.class::cast).toList()));
    }

    /// The targets of all calls that were given up and may be billed.
    List<RoutedTarget> abandoned() {
        return batches.stream()
                .flatMap(batch -> batch.session().totals().abandoned().stream())
                .toList();
    }

    /// A defect in one batch is not to break off the calls of the others.
    private Made made(Batch batch) throws InterruptedException {
        try {
            return make(batch);
        } catch (RuntimeException | Error defect) {
            failed.set(true);
            return new Made.Defect(defect);
        }
    }

    private Made make(Batch batch) throws InterruptedException {
        if (failed.get()) {
            return new Made.NotBegun();
        }
        return switch (batch.runner().run(batch.session())) {
            case Ending.GaveUp gaveUp -> nothing(gaveUp);
            case Ending.Answered answered -> answered(batch, answered);
        };
    }

    private Made nothing(Ending.GaveUp gaveUp) {
        failed.set(true);
        return new Made.Nothing(gaveUp);
    }

    private Made answered(Batch batch, Ending.Answered answered) {
        if (!(answered.answer() instanceof Attempted.Whole(ObjectNode answer, TokenUsage usage))) {
            throw new IllegalStateException("vectors come whole, got " + answered.answer());
        }
        settlements.part(answered, usage);
        RoutedTarget target = answered.candidate().routed();
        EmbeddingBody asked = (EmbeddingBody) batch.ready().body(target);
        List<byte[]> vectors = asked.vectors(answer);
        return complete(asked, vectors)
                ? new Made.Vectors(answered, vectors, usage)
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

    private Ending together(List<Made.Vectors> made) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode vectors = answer.putArray("embeddings");
        made.forEach(each -> each.vectors().forEach(vectors::add));
        long input = made.stream().mapToLong(each -> each.usage().input()).sum();
        int attempts = made.stream()
                .mapToInt(each -> each.ending().totals().attempts())
                .sum();
        Ending.Answered first = made.getFirst().ending();
        return new Ending.Answered(
                first.candidate(),
                new Attempted.Whole(answer.put("inputTokens", input), TokenUsage.of(input, 0)),
                first.attempt(),
                first.held(),
                true,
                new SessionTotals(attempts, abandoned(), false));
    }
}
