package io.breakwater.routing;

import io.breakwater.model.TokenUsage;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// How one attempt ended. Whatever Bedrock, the network or the credentials do is classified once, in
/// the adapters; the rest of the code sees only these outcomes.
public sealed interface Outcome {

    /// The model answered: with a whole answer, or with a stream that ended properly. While a stream is
    /// under way, it means "content has begun".
    record Answered() implements Outcome {}

    /// ThrottlingException 429: a per-minute quota of this target is used up. It says nothing about the
    /// target's health.
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

    /// ThrottlingException "tokens per day", or ServiceQuotaExceededException: a quota of the day is
    /// used up, either this model's or the one that all models of the account share in this Region.
    record QuotaSpent() implements Outcome {}

    /// ModelNotReadyException 429: the model is warming up.
    record NotReady() implements Outcome {}

    /// ServiceUnavailableException 503 or 529 overloaded: Bedrock lacks capacity, although the quota
    /// has room.
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
    /// @param told what the model had reported of its use; without that it may cost all that was reserved
    record TooSlow(TimeLimit.Owner limit, Optional<TokenUsage> told) implements Outcome {

        public TooSlow(TimeLimit.Owner limit) {
            this(limit, Optional.empty());
        }
    }

    /// An answer, whole or streamed, broke off after it had begun to arrive and before any content was
    /// passed on: the model has worked, and the call may be billed.
    ///
    /// @param told what the model reported of its use; without that it may cost all that was reserved
    record AnswerLost(String why, Optional<TokenUsage> told) implements Outcome {

        public AnswerLost(String why) {
            this(why, Optional.empty());
        }
    }

    /// ValidationException about the request itself: it would fail anywhere.
    ///
    /// @param lost whether a stored response that the request continues or asks about does not exist
    record Rejected(String message, boolean lost) implements Outcome {

        public Rejected(String message) {
            this(message, false);
        }
    }

    /// A 400 because of thinking that comes back encrypted and that this target cannot read
    /// (`invalid_encrypted_content`,
    /// OpenAI API reference), such as another account's: the same target is called once more without it. If
    /// there is nothing to leave out, it is [Rejected].
    record ThoughtsSealed(String message) implements Outcome {}

    /// A 400 with a message that the gateway does not know: the fault is the caller's or the account's.
    /// Another account's answer tells which.
    ///
    /// @param guardrail the guardrail of the call, if the message is about guardrails: then the fault
    /// is the caller's or the guardrail's, not the account's
    record Doubtful(String message, Optional<String> guardrail) implements Outcome {

        public Doubtful(String message) {
            this(message, Optional.empty());
        }

        /// The outcome once another account has answered the same request: the fault is the account's
        /// or the guardrail's.
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

    /// AccessDenied, ResourceNotFound, or a ValidationException about our own configuration: it raises
    /// an alarm and a quarantine.
    record Misconfigured(String why) implements Outcome {}

    /// Expired or unknown credentials, which are renewed once, on the same target; or a role that STS refuses.
    ///
    /// @param why who refused what, such as `sts:AssumeRole ROLE: AccessDenied`
    /// @param renewable whether Bedrock refused credentials that STS had issued, so that new ones may
    /// help; if STS itself refused, it would refuse again
    record BadCredentials(String why, boolean renewable) implements Outcome {}

    /// There are no credentials at the moment: STS is silent, throttles or cannot be reached. No model
    /// was called, and it says nothing about the target.
    ///
    /// @param askAgainIn how long no request asks for them again
    record NoCredentials(String why, Duration askAgainIn) implements Outcome {}

    /// Bedrock does not know the application inference profile by which the tenant calls this target,
    /// or does not allow the call: the same target is called once more, by its own profile. It says
    /// nothing about the target.
    record ProfileRefused(String why) implements Outcome {}

    /// The Region lacks this vendor API (UnknownOperationException): the same target is called once
    /// more, by the next API that can carry the request. It says nothing about the target, whose other
    /// APIs work.
    ///
    /// @param why the missing API and its Region
    /// @param another whether the model has another API that can carry the request
    record ApiMissing(String why, boolean another) implements Outcome {}

    /// Bedrock does not know the guardrail of the call, or does not let the account apply it. It says
    /// nothing about the target, whose other calls are answered; another account has its own copy of
    /// the guardrail.
    ///
    /// @param guardrail its name in the configuration
    /// @param why the copy of the guardrail, and what Bedrock said
    record GuardrailRefused(String guardrail, String why) implements Outcome {}

    /// We hung up on a model that was still writing, since its caller had left.
    record HungUp() implements Outcome {}

    /// The stream broke after content had been sent: nothing can be repeated.
    record BrokenStream(String why) implements Outcome {}

    /// The name of this outcome in logs and metrics. The class may be renamed; the label may not, since
    /// dashboards and alarms read it.
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
            case ThoughtsSealed _ -> "ThoughtsSealed";
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

    /// What a failed attempt is known to have used.
    default Optional<TokenUsage> told() {
        return switch (this) {
            case AnswerLost(var _, Optional<TokenUsage> told) -> told;
            case TooSlow(var _, Optional<TokenUsage> told) -> told;
            case Outcome _ -> Optional.empty();
        };
    }

    /// Whether the attempt may be billed although it gave no answer.
    default boolean maybeBilled() {
        return this instanceof ModelTimedOut
                || this instanceof TooSlow
                || this instanceof AnswerLost
                || this instanceof HungUp;
    }

    /// What a failed retry with this outcome takes from its target's retry budget: 2 if it may be
    /// billed or took long, 0 if it says nothing about load. The next call counts as a retry only if
    /// this is not 0.
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
                    ThoughtsSealed _,
                    InputTooLong _,
                    HungUp(),
                    BrokenStream _ -> 0;
        };
    }

    /// What the operator should know beyond the kind of outcome; empty if the kind says it all. It
    /// never holds a part of a prompt: messages about the request itself are left out.
    default String detail() {
        return switch (this) {
            case Throttled(Quota quota, var _) -> quota.name().toLowerCase(Locale.ROOT);
            case Unreachable(String why) -> why;
            case AnswerLost(String why, var _) -> why;
            case Misconfigured(String why) -> why;
            case BadCredentials(String why, var _) -> why;
            case NoCredentials(String why, var _) -> why;
            case ProfileRefused(String why) -> why;
            case ApiMissing(String why, var _) -> why;
            case GuardrailRefused(String guardrail, String why) -> "guardrail " + guardrail + ", " + why;
            case BrokenStream(String why) -> why;
            case TooSlow(TimeLimit.Owner limit, var _) -> limit.label();
            case Answered(),
                    QuotaSpent(),
                    NotReady(),
                    Overloaded _,
                    ServerFault(),
                    ModelTimedOut(),
                    HungUp(),
                    Doubtful _,
                    Rejected _,
                    ThoughtsSealed _,
                    InputTooLong _ -> "";
        };
    }

    /// The kind of outcome, and what the operator should know beyond it.
    default String text() {
        return detail().isEmpty() ? label() : label() + ": " + detail();
    }
}
