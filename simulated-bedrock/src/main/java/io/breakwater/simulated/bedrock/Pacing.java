package io.breakwater.simulated.bedrock;

import io.breakwater.call.Pause;
import io.breakwater.simulated.bedrock.answer.TokenCount;
import io.breakwater.simulated.bedrock.fault.Details;
import io.breakwater.simulated.bedrock.fault.FaultKind;
import io.breakwater.simulated.bedrock.fault.FaultScript;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// All the waiting of a delivery: latency, cadence, and what faults add to it.
final class Pacing {

    private static final Duration SLOW_FIRST_TOKEN = Duration.ofSeconds(10);
    /// Bounds the stall of a fault without an end, so that no thread waits for ever for a client that
    /// has left.
    private static final Duration LONGEST_STALL = Duration.ofMinutes(15);

    private static final Duration STALL_CHECK = Duration.ofMillis(20);

    private final Latency latency;
    private final long seed;
    private final FaultScript faults;
    private final Waiting waiting;

    /// The clock and the pause that belongs to it.
    record Waiting(InstantSource clock, Pause pause) {}

    Pacing(SimulationSettings settings, FaultScript faults, Waiting waiting) {
        this.latency = settings.latency();
        this.seed = settings.seed();
        this.faults = faults;
        this.waiting = waiting;
    }

    void beforeFirstToken(AdmittedCall admitted) throws IOException {
        if (admitted.struckBy(FaultKind.SLOW_FIRST_TOKEN)) {
            pause(Objects.requireNonNullElse(details(admitted).delay(), SLOW_FIRST_TOKEN));
        }
        pause(firstToken(admitted));
    }

    /// The rest of a whole answer's time after its first token.
    void afterFirstToken(AdmittedCall admitted) throws IOException {
        Duration whole = latency.forTokens(admitted.answer().outputTokens(), randomOf(admitted));
        pause(admitted.struckBy(FaultKind.SLOW_ANSWER) ? took(admitted).minus(firstToken(admitted)) : whole);
    }

    /// The wait after each streamed piece; zero means that pieces need not even be flushed.
    Duration afterPiece(AdmittedCall admitted, String piece, int pieces, RandomGenerator random) {
        return admitted.struckBy(FaultKind.SLOW_ANSWER)
                ? took(admitted).minus(firstToken(admitted)).dividedBy(pieces)
                : latency.forTokens(TokenCount.ofChars(piece.length()), random);
    }

    private Duration firstToken(AdmittedCall admitted) {
        if (!admitted.struckBy(FaultKind.SLOW_ANSWER)) {
            return latency.toFirstToken(randomOf(admitted));
        }
        return Objects.requireNonNullElse(details(admitted).delay(), Duration.ZERO);
    }

    private static Duration took(AdmittedCall admitted) {
        return Objects.requireNonNull(details(admitted).took(), "a slow answer was read without its time");
    }

    private static Details details(AdmittedCall admitted) {
        return admitted.strike().orElseThrow().fault().details();
    }

    /// The call's own randomness: the same for the same seed and request.
    RandomGenerator randomOf(AdmittedCall admitted) {
        return new SplittableRandom(seed ^ admitted.signedCall().requestId().hashCode());
    }

    /// Waits until the fault that struck a call has ended, its delay is over, or 15 minutes passed.
    void standStill(FaultScript.Strike strike) throws IOException {
        Duration longest = Objects.requireNonNullElse(strike.fault().details().delay(), LONGEST_STALL);
        Instant end = waiting.clock.instant().plus(longest);
        while (faults.lives(strike, waiting.clock.instant())
                && waiting.clock.instant().isBefore(end)) {
            pause(STALL_CHECK);
        }
    }

    void pause(Duration duration) throws IOException {
        if (duration.isZero()) {
            return;
        }
        try {
            waiting.pause.pause(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ConnectionDropped closing = new ConnectionDropped("the simulation is closing");
            closing.initCause(e);
            throw closing;
        }
    }
}
