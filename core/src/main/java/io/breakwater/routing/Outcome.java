package io.breakwater.routing;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// The classified ending of one attempt. Everything Bedrock, the network or the credentials can do becomes
/// one of these once, at the edge; the rest of the code sees nothing else.
public sealed interface Outcome {

    /// The model answered: whole, or in a stream that has come to its proper end. While a stream is under
    /// way, it stands for "content has begun".
    record Answered() implements Outcome {}

    /// ThrottlingException 429: a quota per minute of this target is used up. Says nothing about its
    /// health.
    ///
    /// @param retryAfter what Bedrock asked for, if it did
    record Throttled(Quota quota, Optional<Duration> retryAfter) implements Outcome {

        public Throttled(Quota quota) {
            this(quota, Optional.empty());
        }
    }

    /// Which quota a throttle named.
    enum Quota {
        REQUESTS,
        TOKENS
    }

    /// ThrottlingException "tokens per day", or ServiceQuotaExceededException: a quota of the day is used
    /// up, this model's or the one of all models of the account in this Region.
    record QuotaSpent() implements Outcome {}

    /// ModelNotReadyException 429: the model is warming up.
    record NotReady() implements Outcome {}

    /// ServiceUnavailableException 503 or 529 overloaded: no capacity, though within quota.
    ///
    /// @param retryAfter what Bedrock asked for, if it did
    record Overloaded(Optional<Duration> retryAfter) implements Outcome {}

    /// InternalServerException 500, or ModelErrorException with an original status of 5xx.
    record ServerFault() implements Outcome {}

    /// ModelTimeoutException 408: the model worked for too long; the work may be billed.
    record ModelTimedOut() implements Outcome {}

    /// No connection, or one that broke before the first byte: DNS, refusal, reset, TLS, connect timeout.
    record Unreachable(String why) implements Outcome {}

    /// A time limit ended the attempt; it may be billed.
    ///
    /// @param limit whose limit it was
    record TooSlow(TimeLimit.Owner limit) implements Outcome {}

    /// An answer began to arrive and broke off before anything of it was handed over, one in one piece as well as a
    /// stream without content so far: the model has worked, and it may be billed.
    record AnswerLost(String why) implements Outcome {}

    /// ValidationException about the request itself: it would fail anywhere.
    ///
    /// @param lost whether something stored is not there that the request goes on from, or asks about
    record Rejected(String message, boolean lost) implements Outcome {

        public Rejected(String message) {
            this(message, false);
        }
    }

    /// A 400 with a message that the gateway does not know: the caller's fault or the account's. Another
    /// account's answer tells which.
    ///
    /// @param guardrail the one that the call was checked with, where the words are about guardrails:
    /// then it is the caller's fault or that guardrail's, not the account's
    record Doubtful(String message, Optional<String> guardrail) implements Outcome {

        public Doubtful(String message) {
            this(message, Optional.empty());
        }

        /// What it was: the account's or the guardrail's fault, once another account has answered the same request.
        Outcome blamed() {
            return guardrail
                    .<Outcome>map(name -> new Outcome.GuardrailRefused(
                            name,
                            "with an unknown message: another account applies its copy to the same request; call the model with the"
                                    + " guardrail in this account to see the message"))
                    .orElseGet(() -> new Outcome.Misconfigured(
                            "another account answers a request that this one refuses with an unknown message; call the model in"
                                    + " this account to see the message"));
        }
    }

    /// The input does not fit the model's context window.
    record InputTooLong(String message) implements Outcome {}

    /// AccessDenied, ResourceNotFound, or a ValidationException that means our own configuration: alarm and
    /// quarantine.
    record Misconfigured(String why) implements Outcome {}

    /// Expired or unknown credentials, which are renewed once, on the same target; or a role that STS refuses.
    ///
    /// @param why who refused what, such as `sts:AssumeRole ROLE: AccessDenied`
    /// @param renewable whether Bedrock refused what STS had issued, so that new ones may help; what STS refuses to
    /// issue it refuses again
    record BadCredentials(String why, boolean renewable) implements Outcome {}

    /// No credentials to be had at the moment: STS is silent, throttles or cannot be reached. Nothing was
    /// called, and it says nothing about the target.
    ///
    /// @param askAgainIn nobody asks for them before that
    record NoCredentials(String why, Duration askAgainIn) implements Outcome {}

    /// Bedrock does not know the application inference profile by which the tenant calls this target, or does not
    /// let it be called: the same target is called once more, by its own profile. It says nothing about the target.
    record ProfileRefused(String why) implements Outcome {}

    /// The Region has no such API of a vendor's (UnknownOperationException): the same target is asked by the next one
    /// that carries the request. It says nothing about the target, whose other APIs are there.
    ///
    /// @param why which API, and where
    /// @param another whether the model has another API that carries the request
    record ApiMissing(String why, boolean another) implements Outcome {}

    /// Bedrock does not know the guardrail that the call was to be checked with, or does not let the
    /// account apply it. Other calls of the target are answered, so it says nothing about the target;
    /// another account has a copy of its own.
    ///
    /// @param guardrail its name in the configuration
    /// @param why which copy, and what Bedrock said
    record GuardrailRefused(String guardrail, String why) implements Outcome {}

    /// We hung up on a model that was still writing, since its caller had left.
    record HungUp() implements Outcome {}

    /// The stream broke after content had been sent: nothing can be repeated.
    record BrokenStream(String why) implements Outcome {}

    /// What logs and metrics call this ending. The class may be renamed, this may not: dashboards and
    /// alarms read it.
    default String label() {
        return switch (this) {
            case Answered() -> "Answered";
            case Throttled _ -> "Throttled";
            case QuotaSpent() -> "QuotaSpent";
            case NotReady() -> "NotReady";
            case Overloaded _ -> "Overloaded";
            case ServerFault() -> "ServerFault";
            case ModelTimedOut() -> "ModelTimedOut";
            case Unreachable _ -> "Unreachable";
            case TooSlow _ -> "TooSlow";
            case Doubtful _ -> "Doubtful";
            case HungUp() -> "HungUp";
            case AnswerLost _ -> "AnswerLost";
            case Rejected _ -> "Rejected";
            case InputTooLong _ -> "InputTooLong";
            case Misconfigured _ -> "Misconfigured";
            case BadCredentials _ -> "BadCredentials";
            case NoCredentials _ -> "NoCredentials";
            case ProfileRefused _ -> "ProfileRefused";
            case ApiMissing _ -> "ApiMissing";
            case GuardrailRefused _ -> "GuardrailRefused";
            case BrokenStream _ -> "BrokenStream";
        };
    }

    /// Whether the attempt may have been billed although nothing came of it.
    default boolean maybeBilled() {
        return this instanceof ModelTimedOut
                || this instanceof TooSlow
                || this instanceof AnswerLost
                || this instanceof HungUp;
    }

    /// What it takes of its target's retry budget if the call was a retry, and so whether what comes after it is one: 2
    /// where it may have been billed or took long, 0 where it says nothing of load.
    default int retries() {
        return switch (this) {
            case ModelTimedOut(), TooSlow _, AnswerLost _ -> 2;
            case Throttled _,
                    NotReady(),
                    Overloaded _,
                    ServerFault(),
                    Unreachable _,
                    Misconfigured _,
                    BadCredentials _ -> 1;
            case ApiMissing(var _, boolean another) -> another ? 0 : 1;
            case Answered(),
                    QuotaSpent(),
                    NoCredentials _,
                    ProfileRefused _,
                    GuardrailRefused _,
                    Doubtful _,
                    Rejected _,
                    InputTooLong _,
                    HungUp(),
                    BrokenStream _ -> 0;
        };
    }

    /// What the operator should know beyond the kind of ending; empty where the kind says it all. Never
    /// part of a prompt: messages about the request itself are left out.
    default String detail() {
        return switch (this) {
            case Throttled(Quota quota, var _) -> quota.name().toLowerCase(Locale.ROOT);
            case Unreachable(String why) -> why;
            case AnswerLost(String why) -> why;
            case Misconfigured(String why) -> why;
            case BadCredentials(String why, var _) -> why;
            case NoCredentials(String why, var _) -> why;
            case ProfileRefused(String why) -> why;
            case ApiMissing(String why, var _) -> why;
            case GuardrailRefused(String guardrail, String why) -> "guardrail " + guardrail + ", " + why;
            case BrokenStream(String why) -> why;
            case TooSlow(TimeLimit.Owner limit) -> limit.label();
            case Answered(),
                    QuotaSpent(),
                    NotReady(),
                    Overloaded _,
                    ServerFault(),
                    ModelTimedOut(),
                    HungUp(),
                    Doubtful _,
                    Rejected _,
                    InputTooLong _ -> "";
        };
    }

    /// The kind of ending, and what the operator should know beyond it.
    default String text() {
        return detail().isEmpty() ? label() : label() + ": " + detail();
    }
}
