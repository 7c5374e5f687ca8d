package io.breakwater.dialect;

import java.time.Duration;
import java.util.Optional;

/// Why a request is not answered, in terms of the caller. Each dialect has one table from these to its own errors.
public sealed interface Refusal {

    /// A sentence for the caller: what was wrong, the value received, what to do. It shows no prompt and no target.
    String message();

    /// The refusal of a request that was never prepared, in words for operators: what of the request it is about.
    /// Unlike the message, which may say what was received, it repeats nothing of a body, not even a model's name.
    default String reason() {
        if (this instanceof ModelNotFound) {
            return "the model does not exist, or the caller may not use it";
        }
        if (this instanceof ResponseNotFound) {
            return "the stored response is not the caller's, or not there any more";
        }
        if (this instanceof RouteNotFound) {
            return "there is no such path";
        }
        if (this instanceof MethodNotAllowed(var _, String allowed)) {
            return "the path answers %s only".formatted(allowed);
        }
        return this instanceof InvalidRequest(var _, Optional<String> field)
                ? field.map(name -> "the request's '%s' is refused".formatted(name))
                        .orElse("the request's body is refused as a whole")
                : message();
    }

    /// When another try may help; empty when the same request cannot succeed.
    default Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /// What logs and metrics call this refusal. The class may be renamed, this may not: dashboards and alarms read it.
    default String label() {
        return switch (this) {
            case InvalidRequest _ -> "InvalidRequest";
            case ContextTooLong _ -> "ContextTooLong";
            case Unauthenticated _ -> "Unauthenticated";
            case Suspended _ -> "Suspended";
            case ModelNotFound _ -> "ModelNotFound";
            case ModelNotAllowed _ -> "ModelNotAllowed";
            case ResponseNotFound _ -> "ResponseNotFound";
            case RouteNotFound _ -> "RouteNotFound";
            case MethodNotAllowed _ -> "MethodNotAllowed";
            case BodyTooLarge _ -> "BodyTooLarge";
            case UnsupportedMedia _ -> "UnsupportedMedia";
            case RateLimited _ -> "RateLimited";
            case BudgetSpent _ -> "BudgetSpent";
            case NoCapacity _ -> "NoCapacity";
            case UpstreamThrottled _ -> "UpstreamThrottled";
            case UpstreamFailed _ -> "UpstreamFailed";
            case UpstreamRejected _ -> "UpstreamRejected";
            case DeadlineExceeded _ -> "DeadlineExceeded";
            case LedgerUnavailable _ -> "LedgerUnavailable";
            case Internal _ -> "Internal";
        };
    }

    /// The body, a header or a parameter is wrong; `field` names it as the client wrote it.
    record InvalidRequest(String message, Optional<String> field) implements Refusal {}

    /// Input and output together do not fit any model of the alias.
    record ContextTooLong(String message) implements Refusal {}

    /// No key, or one that is unknown, expired, revoked or of another environment; which of these is not told.
    record Unauthenticated(String message) implements Refusal {}

    /// The tenant is suspended: no request is answered until somebody lifts that.
    record Suspended(String message) implements Refusal {}

    /// No such alias, or one that the tenant may not use; which of these is not told.
    record ModelNotFound(String message) implements Refusal {}

    /// The tenant may use the model, but not with this key.
    record ModelNotAllowed(String message) implements Refusal {}

    /// A stored response that is nobody's, another tenant's, deleted, or kept where nobody is called any more.
    ///
    /// @param field the member that names it; empty where the path does
    record ResponseNotFound(String message, Optional<String> field) implements Refusal {}

    /// No such path.
    record RouteNotFound(String message) implements Refusal {}

    /// The path exists, but not for this method; `allowed` is the value of the `allow` header.
    record MethodNotAllowed(String message, String allowed) implements Refusal {}

    /// The body is over the size limit.
    record BodyTooLarge(String message) implements Refusal {}

    /// The content type is missing or is not JSON.
    record UnsupportedMedia(String message) implements Refusal {}

    /// A limit that comes back with time is used up.
    ///
    /// @param limit the limit's name in configuration, such as `requestsPerMinute`
    record RateLimited(String message, String limit, Duration after) implements Refusal {
        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(after);
        }
    }

    /// A day's tokens or a month's money are used up: trying again soon does not help.
    ///
    /// @param limit the limit's name in configuration, such as `usdPerMonth`
    record BudgetSpent(String message, String limit, Duration after) implements Refusal {
        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(after);
        }
    }

    /// No target can take the request now: all full, resting, ejected or drained.
    record NoCapacity(String message, Duration after) implements Refusal {
        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(after);
        }
    }

    /// Every target tried was throttled by Bedrock.
    record UpstreamThrottled(String message, Duration after) implements Refusal {
        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(after);
        }
    }

    /// The model or Bedrock failed, and no other target was left.
    record UpstreamFailed(String message) implements Refusal {}

    /// Bedrock refused the request's content.
    record UpstreamRejected(String message) implements Refusal {}

    /// The deadline passed before an answer began.
    record DeadlineExceeded(String message) implements Refusal {}

    /// The ledger cannot be reached, and this tenant fails closed.
    record LedgerUnavailable(String message, Duration after) implements Refusal {
        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(after);
        }
    }

    /// A defect of the gateway; the request id finds it in the logs.
    record Internal(String message) implements Refusal {}
}
