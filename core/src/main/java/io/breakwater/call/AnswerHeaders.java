package io.breakwater.call;

import io.breakwater.dialect.RateLimits;
import io.breakwater.dialect.Responder;
import io.breakwater.model.RoutedTarget;
import io.breakwater.quota.limits.CapacityGrant;
import io.breakwater.quota.limits.LedgerStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The headers that the request path adds to an answer: who answered, after how many calls, and what is
/// left of the tenant's limits.
final class AnswerHeaders {
    private final Responder responder;
    private final Map<String, String> headers = new TreeMap<>();

    private AnswerHeaders(String requestId, Responder responder) {
        this.responder = responder;
        headers.putAll(responder.identifying(requestId));
    }

    /// The headers of a request's answer; its responder knows those that its client's SDK reads.
    static AnswerHeaders of(Exchange exchange) {
        return new AnswerHeaders(exchange.requestId(), exchange.responder());
    }

    AnswerHeaders attempts(int attempts) {
        headers.put("x-breakwater-attempts", Integer.toString(attempts));
        return this;
    }

    /// The target that answered, or that has stored the response asked for.
    ///
    /// @param showTarget whether the caller may see shard, Region and profile, as `exposeTargets` says
    AnswerHeaders answeredBy(RoutedTarget target, boolean showTarget) {
        headers.put("x-breakwater-model", target.profile().model().id().value());
        if (showTarget) {
            headers.put("x-breakwater-target", target.target().label());
        }
        return this;
    }

    /// @param maxTokens the bound that was sent, and where it comes from
    AnswerHeaders bounded(String maxTokens) {
        headers.put("x-breakwater-max-tokens", maxTokens);
        return this;
    }

    /// Sets `x-breakwater-adapted`: the parts of the request that were changed for the model that
    /// answered. Not set if nothing was changed.
    AnswerHeaders adapted(List<String> labels) {
        if (!labels.isEmpty()) {
            headers.put("x-breakwater-adapted", String.join(", ", labels));
        }
        return this;
    }

    /// Sets `x-breakwater-capacity`: whose share of the target's capacity the request took, or that the
    /// remaining capacity is kept for other priorities. Not set where priorities have no shares.
    AnswerHeaders capacity(CapacityGrant room) {
        if (room != CapacityGrant.OPEN) {
            headers.put("x-breakwater-capacity", room.label());
        }
        return this;
    }

    /// What is left of the tenant's limits, in headers that the caller's SDK reads.
    ///
    /// @param now the instant to which the durations of the status are relative
    AnswerHeaders limits(LedgerStatus status, Instant now) {
        headers.putAll(responder.limits(new RateLimits(rate(status.requests()), rate(status.tokens())), now));
        return this;
    }

    private static RateLimits.Rate rate(LedgerStatus.Rate rate) {
        return new RateLimits.Rate(rate.limit(), rate.remaining(), rate.reset());
    }

    /// Headers of Bedrock's own answer, for clients of the API that has them.
    AnswerHeaders bedrocks(Map<String, String> answered) {
        headers.putAll(responder.passing(answered));
        return this;
    }

    /// Tells the client not to try again by itself, since the gateway has done that already.
    AnswerHeaders attemptsSpent(boolean spent) {
        if (spent) {
            headers.putAll(responder.attemptsSpent());
        }
        return this;
    }

    Map<String, String> map() {
        return Map.copyOf(headers);
    }
}
