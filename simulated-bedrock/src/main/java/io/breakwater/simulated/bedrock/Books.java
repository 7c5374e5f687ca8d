package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.quota.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Closes the books on a call that ran: settlement in its pools and an entry in the log.
final class Books {

    private final World world;
    private final InstantSource clock;

    Books(World world, InstantSource clock) {
        this.world = world;
        this.clock = clock;
    }

    long millisSince(Instant start) {
        return Math.max(0, Duration.between(start, clock.instant()).toMillis());
    }

    void close(Job job, long outputTokens, @Nullable String errorCode) {
        Usage usage = job.prompt().withOutput(outputTokens);
        world.pools()
                .settle(
                        job.reservation(),
                        usage.settledTokens(job.route().model().burndown()),
                        clock.instant());
        world.log().add(entry(job, usage, errorCode));
    }

    private static Invocation entry(Job job, Usage usage, @Nullable String errorCode) {
        Arrival arrival = job.arrival();
        Route route = job.route();
        return new Invocation(
                arrival.at(),
                arrival.requestId(),
                arrival.path().operation().apiName(),
                arrival.caller(),
                new Invocation.Target(
                        arrival.path().calledAs(), route.modelId(), route.profile(), job.inferenceRegion()),
                200,
                errorCode,
                usage,
                errorCode == null ? job.answer().stopReason() : null,
                arrival.path().operation().invokes()
                        ? arrival.headerMetadata()
                        : job.conversation().requestMetadata());
    }
}
