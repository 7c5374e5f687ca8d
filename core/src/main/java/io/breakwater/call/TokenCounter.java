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

/// Counts the input tokens of a request that is not made: by one call of Bedrock's CountTokens where the model that
/// would be asked first has it, else by the estimate that would be reserved.
///
/// Whatever comes of that call, it is not made again nor elsewhere, says nothing of the target's health, and takes
/// nothing from a quota of tokens or from the tenant's limits.
public final class TokenCounter {
    /// Who counts waits with the request itself, and the estimate is there at once.
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
    /// @param by who says so: `bedrock`, or `estimate`
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

    /// A body of InvokeModel is none without a bound.
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
        return counted instanceof Attempted.Whole(ObjectNode answer, var _)
                        && answer.path("inputTokens").isIntegralNumber()
                ? OptionalLong.of(answer.path("inputTokens").asLong())
                : OptionalLong.empty();
    }
}
