package io.breakwater.fleet;

import io.breakwater.call.Attempted;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// How Bedrock refuses a call that a fault strikes, without work of the model: as the outcome that the transport reads
/// from such an answer.
final class FleetRefusals {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);
    private static final int LONGEST_WAIT_SECONDS = 60;

    /// What an error with status 200, or in a stream's first frame, reads as; null if the model had worked
    /// before and says what it has used.
    private static final List<Optional<Outcome>> IN_A_BODY = List.of(
            Optional.of(new Outcome.ServerFault()),
            Optional.of(new Outcome.Overloaded(Optional.empty())),
            Optional.of(new Outcome.Throttled(Outcome.Quota.TOKENS)),
            Optional.empty());

    private final FleetTime time;
    private final RandomGenerator random;

    FleetRefusals(FleetTime time, RandomGenerator random) {
        this.time = time;
        this.random = random;
    }

    /// An answer without work of the model; null for faults of another kind.
    @Nullable
    Attempted of(FaultSpan span, CallLimits limits) {
        return switch (span.kind()) {
            case THROTTLE -> after(30, new Outcome.Throttled(Outcome.Quota.REQUESTS));
            case THROTTLE_WAIT -> after(30, new Outcome.Throttled(Outcome.Quota.REQUESTS, Optional.of(anyWait())));
            case ERROR_BODY -> inABody();
            case DAY_SPENT -> after(30, new Outcome.QuotaSpent());
            case UNAVAILABLE -> after(40, new Outcome.Overloaded(Optional.empty()));
            case OVERLOADED -> after(40, new Outcome.Overloaded(Optional.of(Duration.ofSeconds(5))));
            case SERVER_FAULT -> after(200, new Outcome.ServerFault());
            case NOT_READY -> after(40, new Outcome.NotReady());
            case REJECTED -> after(60, new Outcome.Rejected("bad role"));
            case TOO_LONG -> after(60, new Outcome.InputTooLong("too long"));
            case DOUBTFUL -> after(60, new Outcome.Doubtful("operation not allowed"));
            case DENIED, ACCOUNT_DEAD -> after(50, new Outcome.Misconfigured("AccessDeniedException"));
            case EXPIRED -> after(50, new Outcome.BadCredentials("ExpiredTokenException", true));
            case STS_REFUSES -> after(50, new Outcome.BadCredentials("sts:AssumeRole: AccessDenied", false));
            case UNREACHABLE -> after(5, new Outcome.Unreachable("connection refused"));
            case REGION_LOST -> {
                time.sleep(shorter(CONNECT_LIMIT, limits.answer().length()));
                yield new Attempted.Failed(new Outcome.Unreachable("connect timed out"));
            }
            case SILENT -> {
                time.sleep(limits.answer().length());
                yield new Attempted.Failed(new Outcome.TooSlow(limits.answer().owner()));
            }
            case MODEL_TIMEOUT -> {
                time.sleep(shorter(Duration.ofSeconds(8), limits.answer().length()));
                yield new Attempted.Failed(new Outcome.ModelTimedOut());
            }
            case FleetFault _ -> null;
        };
    }

    private Duration anyWait() {
        return Duration.ofSeconds(1 + random.nextInt(LONGEST_WAIT_SECONDS));
    }

    private @Nullable Attempted inABody() {
        return IN_A_BODY
                .get(random.nextInt(IN_A_BODY.size()))
                .map(outcome -> after(80, outcome))
                .orElse(null);
    }

    /// A refusal that comes so long after the call.
    Attempted after(int millis, Outcome outcome) {
        time.sleep(Duration.ofMillis(millis));
        return new Attempted.Failed(outcome);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
