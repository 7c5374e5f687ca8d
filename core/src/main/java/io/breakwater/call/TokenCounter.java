package io.breakwater.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Validated;
import io.breakwater.model.Feature;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.Candidate;
import io.breakwater.routing.TimeLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Counts the input tokens of a request without sending it: by one call of Bedrock's CountTokens if
/// that knows the model that would be asked first, else by the estimate that would be reserved.
///
/// That call is never repeated, says nothing about the target's health, and uses no token quota and
/// none of the tenant's limits.
public final class TokenCounter {
    /// Short, since a caller holds its request back until it has the count, and the estimate needs no
    /// call.
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private static final String NOBODY =
            "none of the models of this name accepts the request; POST /v1/plan with the same body says why for each";

    private final Preparation preparation;
    private final ModelTransport transport;

    public TokenCounter(Preparation preparation, ModelTransport transport) {
        this.preparation = preparation;
        this.transport = transport;
    }

    /// How many input tokens a request has.
    ///
    /// @param by the source of the number: `bedrock` or `estimate`
    public record InputCount(long tokens, String by) {}

    public Validated<InputCount> count(Tenant tenant, ModelCall call, Instant now) {
        return switch (preparation.prepare(tenant, call, now)) {
            case Validated.Refused<Prepared>(Refusal refusal) -> new Validated.Refused<>(refusal);
            case Validated.Valid<Prepared>(Prepared ready)
            when ready.sizing().inputTokens() == 0 ->
                new Validated.Refused<>(Refusal.invalidRequest(NOBODY, Optional.empty()));
            case Validated.Valid<Prepared>(Prepared ready) -> new Validated.Valid<>(count(ready));
        };
    }

    private InputCount count(Prepared ready) {
        OptionalLong counted = ready.plan().candidates().stream()
                .limit(1)
                .map(Candidate::routed)
                .filter(target -> target.profile().model().features().contains(Feature.COUNT_TOKENS))
                .flatMapToLong(target -> byBedrock(ready, target).stream())
                .findFirst();
        return counted.isPresent()
                ? new InputCount(counted.getAsLong(), "bedrock")
                : new InputCount(ready.sizing().inputTokens(), "estimate");
    }

    /// CountTokens takes a body of InvokeModel only with a bound on the answer.
    private OptionalLong byBedrock(Prepared ready, RoutedTarget target) {
        TimeLimit limit = new TimeLimit(LONGEST, TimeLimit.Owner.ENVIRONMENT);
        return ready.body(target)
                .bounded(ready.sizing().maxTokens(target), ready.tenant().id())
                .counted()
                .map(input -> told(
                        transport.counted(target, ready.tenant().id(), input, new CallLimits(limit, limit, limit))))
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong told(Attempted counted) {
        return counted instanceof Attempted.Whole(ObjectNode answer, var _, var _)
                        && answer.path("inputTokens").isIntegralNumber()
                ? OptionalLong.of(answer.path("inputTokens").asLong())
                : OptionalLong.empty();
    }
}
