package io.breakwater.call;

import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.ReplyHeaders;
import io.breakwater.model.Feature;
import io.breakwater.model.LimitName;
import io.breakwater.model.RequestPart;
import io.breakwater.model.Usd;
import io.breakwater.quota.limits.Shortfall;
import io.breakwater.quota.operations.Admission;
import io.breakwater.routing.GiveUpReason;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// The one place where a "no" of the ledger or of the routing becomes a sentence for the caller.
final class Refusals {

    static Refusal of(Admission.Refused refused) {
        return switch (refused.limit()) {
            case REQUESTS_PER_MINUTE, TOKENS_PER_MINUTE, CONCURRENCY, LARGEST_REQUEST ->
                rateLimited(refused, "your limit %s is reached");
            case TOKENS_PER_DAY -> window(refused, "your tokens for today (%s) are used up");
            case USD_PER_MONTH -> window(refused, "your budget for this month (%s) is used up");
        };
    }

    /// Tokens or money that running requests hold come back when those end; what is used comes back
    /// with the next day or month.
    private static Refusal window(Admission.Refused refused, String usedUp) {
        LimitName limit = refused.limit();
        Shortfall lack = refused.shortfall();
        String numbers = ": %s asked, %s left".formatted(amount(limit, lack.asked()), amount(limit, lack.left()));
        return lack.onlyHeld()
                ? rateLimited(refused, "running requests hold too much of your limit %s" + numbers)
                : Refusal.budgetSpent(usedUp.formatted(limit.label()) + numbers, limit.label(), refused.retryAfter());
    }

    private static Refusal rateLimited(Admission.Refused refused, String what) {
        Duration after = refused.retryAfter();
        String limit = refused.limit().label();
        return Refusal.rateLimited(
                what.formatted(limit) + "; try again in %d s".formatted(ReplyHeaders.wholeSeconds(after)),
                limit,
                after);
    }

    private static String amount(LimitName limit, long amount) {
        return limit.isMoney() ? Usd.text(amount) + " USD" : amount + " tokens";
    }

    static Refusal of(Admission.TooLarge tooLarge) {
        return Refusal.invalidRequest(
                "the request may use %s, more than your limit %s allows at once (%s); shorten it or lower max_tokens"
                        .formatted(
                                amount(tooLarge.limit(), tooLarge.asked()),
                                tooLarge.limit().label(),
                                amount(tooLarge.limit(), tooLarge.most())),
                Optional.of("max_tokens"));
    }

    static Refusal suspended() {
        return Refusal.suspended("your access is suspended; ask the gateway's operators");
    }

    static Refusal of(Admission.Unavailable unavailable) {
        return Refusal.ledgerUnavailable(
                "your quota cannot be checked at the moment; try again in a few seconds", Duration.ofSeconds(5));
    }

    private static final String KEPT =
            "; it continues a response that only one target has stored, so no other target was called: try again, or"
                    + " send the whole conversation in input";

    private static final String GONE =
            "the response that the request continues was not found: it was deleted, or is older than the 30 days for"
                    + " which Bedrock stores it; send the whole conversation in input";

    /// Why a request that only one target could serve was not answered.
    ///
    /// @param named names the member of the request that needs a feature
    static Refusal alone(GiveUpReason reason, Function<Feature, Optional<String>> named) {
        if (reason instanceof GiveUpReason.Rejected(var _, boolean lost) && lost) {
            return Refusal.responseNotFound(GONE, Optional.of("previous_response_id"));
        }
        Refusal refusal = of(reason, named);
        return switch (refusal.kind()) {
            case NO_CAPACITY, UPSTREAM_THROTTLED, UPSTREAM_FAILED -> refusal.saying(refusal.message() + KEPT);
            case UPSTREAM_REJECTED,
                    INVALID_REQUEST,
                    CONTEXT_TOO_LONG,
                    UNAUTHENTICATED,
                    SUSPENDED,
                    MODEL_NOT_FOUND,
                    MODEL_NOT_ALLOWED,
                    RESPONSE_NOT_FOUND,
                    ROUTE_NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    BODY_TOO_LARGE,
                    UNSUPPORTED_MEDIA,
                    RATE_LIMITED,
                    BUDGET_SPENT,
                    DEADLINE_EXCEEDED,
                    LEDGER_UNAVAILABLE,
                    INTERNAL -> refusal;
        };
    }

    /// @param named names the member of the request that needs a feature
    static Refusal of(GiveUpReason reason, Function<Feature, Optional<String>> named) {
        return switch (reason) {
            case GiveUpReason.NothingEligible(String why, Optional<RequestPart> about) ->
                about.flatMap(part -> part.in(named))
                        .map(member -> notTaken(why, member))
                        .orElseGet(() -> Refusal.invalidRequest(why, Optional.of("model")));
            case GiveUpReason.TooLarge(long asked, long most) ->
                Refusal.invalidRequest(
                        "the request may use %d tokens, more than the model's quota allows at once in your priority (%d); shorten it or lower max_tokens"
                                .formatted(asked, most),
                        Optional.of("max_tokens"));
            case GiveUpReason.AllBusy(Duration after) ->
                Refusal.noCapacity(
                        "the model is temporarily unavailable; try again in %d s"
                                .formatted(ReplyHeaders.wholeSeconds(after)),
                        after);
            case GiveUpReason.Throttled(Duration after) ->
                Refusal.upstreamThrottled(
                        "the model's quota, which all callers share, is used up right now; try again in %d s"
                                .formatted(ReplyHeaders.wholeSeconds(after)),
                        after);
            case GiveUpReason.Failed(Outcome last, Duration after) -> failed(last, after);
            case GiveUpReason.Rejected(String message, var _) -> Refusal.upstreamRejected(message);
            case GiveUpReason.InputTooLong(String message) -> Refusal.contextTooLong(message);
            case GiveUpReason.DeadlinePassed() ->
                Refusal.deadlineExceeded("no answer began before the deadline; allow more time or ask for less");
        };
    }

    /// Names the member in the message too: not every dialect has another place for it.
    private static Refusal notTaken(String why, String member) {
        return Refusal.invalidRequest(why.contains(member) ? why : why + " (" + member + ")", Optional.of(member));
    }

    /// What ends a stream that has begun.
    static Refusal inStream(Outcome outcome) {
        return switch (outcome) {
            case Outcome.TooSlow(TimeLimit.Owner limit, var _)
            when limit == TimeLimit.Owner.ENVIRONMENT ->
                Refusal.deadlineExceeded(
                        "the stream took longer than the gateway allows, or the gateway is stopping; send the request"
                                + " again");
            case Outcome.TooSlow(TimeLimit.Owner limit, var _)
            when limit == TimeLimit.Owner.CALLER ->
                Refusal.deadlineExceeded("the model was silent for longer than the time you allow");
            case Outcome.TooSlow(TimeLimit.Owner limit, var _)
            when limit == TimeLimit.Owner.STALLED ->
                Refusal.deadlineExceeded(
                        "the model stopped in the middle of its answer, and the time for it is over; send the request"
                                + " again");
            case Outcome _ -> Refusal.upstreamFailed("the model's answer broke off");
        };
    }

    private static Refusal failed(Outcome last, Duration after) {
        return switch (last) {
            case Outcome.ModelTimedOut(), Outcome.TooSlow _ ->
                Refusal.deadlineExceeded("the model did not begin to answer in time");
            case Outcome.ServerFault(), Outcome.AnswerLost _, Outcome.BrokenStream _ ->
                Refusal.upstreamFailed("the model failed while answering");
            case Outcome.Misconfigured _, Outcome.BadCredentials _, Outcome.ProfileRefused _, Outcome.ApiMissing _ ->
                Refusal.noCapacity(
                        "the model is unavailable: its accounts refuse this gateway's calls. This is not caused by"
                                + " load; tell the gateway's operators the request id",
                        after);
            case Outcome.GuardrailRefused(String guardrail, var _) ->
                Refusal.noCapacity(
                        "the model is unavailable: Bedrock refuses the guardrail %s that checks these calls."
                                        .formatted(guardrail)
                                + " This is not caused by load; tell the gateway's operators the request id",
                        after);
            case Outcome.NoCredentials _ ->
                Refusal.noCapacity("the model cannot be called right now; try again in a few seconds", after);
            case Outcome _ ->
                Refusal.noCapacity(
                        "the model is temporarily unavailable; try again in %d s"
                                .formatted(ReplyHeaders.wholeSeconds(after)),
                        after);
        };
    }

    private Refusals() {}
}
