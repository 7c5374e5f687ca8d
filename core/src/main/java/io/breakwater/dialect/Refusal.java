package io.breakwater.dialect;

import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.model.RequestPart;
import java.time.Duration;
import java.util.Optional;

/// Why a request is not answered, in the caller's terms. Each dialect has one table that maps the kinds
/// to its own errors.
///
/// @param message a sentence for the caller: what was wrong, the value received, what to do. It shows
/// no prompt and no target
/// @param about the part of the request or the limit that the refusal is about, by the name that the
/// caller knows: the wrong member, header or parameter, the limit that is used up (such as
/// `requestsPerMinute`), or the methods of the path (the value of the `allow` header)
/// @param retryAfter when another try may help; empty when the same request cannot succeed
public record Refusal(Kind kind, String message, Optional<String> about, Optional<Duration> retryAfter) {

    private static final int LONGEST_QUOTED = 120;

    /// The kinds of refusal. Code that switches over them names each, so that a new kind breaks the
    /// build where it must be handled.
    public enum Kind {
        /// The body, a header or a parameter is wrong.
        INVALID_REQUEST("InvalidRequest"),
        /// Input and output together do not fit any model of the alias.
        CONTEXT_TOO_LONG("ContextTooLong"),
        /// No key, or one that is unknown, expired, revoked or of another environment; the caller is
        /// not told which.
        UNAUTHENTICATED("Unauthenticated"),
        /// The tenant is suspended: no request is answered until an operator lifts the suspension.
        SUSPENDED("Suspended"),
        /// No such alias, or one that the tenant may not use; the caller is not told which.
        MODEL_NOT_FOUND("ModelNotFound"),
        /// The tenant may use the model, but not with this key.
        MODEL_NOT_ALLOWED("ModelNotAllowed"),
        /// A stored response that does not exist, is another tenant's, was deleted, or is stored at a
        /// target that is no longer called.
        RESPONSE_NOT_FOUND("ResponseNotFound"),
        /// No such path.
        ROUTE_NOT_FOUND("RouteNotFound"),
        /// The path exists, but not for this method.
        METHOD_NOT_ALLOWED("MethodNotAllowed"),
        /// The body is over the size limit.
        BODY_TOO_LARGE("BodyTooLarge"),
        /// The content type is missing or is not JSON.
        UNSUPPORTED_MEDIA("UnsupportedMedia"),
        /// A limit that comes back within minutes is used up.
        RATE_LIMITED("RateLimited"),
        /// A day's tokens or a month's money are used up: trying again soon does not help.
        BUDGET_SPENT("BudgetSpent"),
        /// No target can take the request now: all are full, resting, ejected or drained.
        NO_CAPACITY("NoCapacity"),
        /// Every target tried was throttled by Bedrock.
        UPSTREAM_THROTTLED("UpstreamThrottled"),
        /// The model or Bedrock failed, and no other target was left.
        UPSTREAM_FAILED("UpstreamFailed"),
        /// Bedrock refused the request's content.
        UPSTREAM_REJECTED("UpstreamRejected"),
        /// The deadline passed before an answer began.
        DEADLINE_EXCEEDED("DeadlineExceeded"),
        /// The ledger cannot be reached, and this tenant fails closed.
        LEDGER_UNAVAILABLE("LedgerUnavailable"),
        /// A defect of the gateway; the request id finds it in the logs.
        INTERNAL("Internal");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    /// The name of this refusal in logs and metrics. The constant may be renamed; the label may not,
    /// since dashboards and alarms read it.
    public String label() {
        return kind.label;
    }

    /// The reason in words for operators, for a request that was refused before it had a plan: the part
    /// of the request at fault. Unlike the message, which may quote the value received, it repeats
    /// nothing from a body, not even a model's name.
    public String reason() {
        return switch (kind) {
            case MODEL_NOT_FOUND -> "the model does not exist, or the caller may not use it";
            case RESPONSE_NOT_FOUND -> "the stored response is not the caller's, or not there any more";
            case ROUTE_NOT_FOUND -> "there is no such path";
            case METHOD_NOT_ALLOWED -> "the path answers %s only".formatted(about.orElse("no method"));
            case INVALID_REQUEST ->
                about.map("the request's '%s' is refused"::formatted)
                        .orElse("the request's body is refused as a whole");
            case CONTEXT_TOO_LONG,
                    UNAUTHENTICATED,
                    SUSPENDED,
                    MODEL_NOT_ALLOWED,
                    BODY_TOO_LARGE,
                    UNSUPPORTED_MEDIA,
                    RATE_LIMITED,
                    BUDGET_SPENT,
                    NO_CAPACITY,
                    UPSTREAM_THROTTLED,
                    UPSTREAM_FAILED,
                    UPSTREAM_REJECTED,
                    DEADLINE_EXCEEDED,
                    LEDGER_UNAVAILABLE,
                    INTERNAL -> message;
        };
    }

    /// The same in other words.
    public Refusal saying(String words) {
        return new Refusal(kind, words, about, retryAfter);
    }

    /// The limit that is used up, if it is one of the caller's own.
    public Optional<String> limit() {
        return kind == Kind.RATE_LIMITED || kind == Kind.BUDGET_SPENT ? about : Optional.empty();
    }

    private static Refusal of(Kind kind, String message) {
        return new Refusal(kind, message, Optional.empty(), Optional.empty());
    }

    /// @param field names the wrong member as the client wrote it; empty if the body as a whole is
    /// wrong
    public static Refusal invalidRequest(String message, Optional<String> field) {
        return new Refusal(Kind.INVALID_REQUEST, message, field, Optional.empty());
    }

    public static Refusal contextTooLong(String message) {
        return of(Kind.CONTEXT_TOO_LONG, message);
    }

    public static Refusal unauthenticated(String message) {
        return of(Kind.UNAUTHENTICATED, message);
    }

    public static Refusal suspended(String message) {
        return of(Kind.SUSPENDED, message);
    }

    public static Refusal modelNotFound(String message) {
        return of(Kind.MODEL_NOT_FOUND, message);
    }

    public static Refusal modelNotAllowed(String message) {
        return of(Kind.MODEL_NOT_ALLOWED, message);
    }

    /// @param field the member that names the response; empty if the path does
    public static Refusal responseNotFound(String message, Optional<String> field) {
        return new Refusal(Kind.RESPONSE_NOT_FOUND, message, field, Optional.empty());
    }

    public static Refusal routeNotFound(String message) {
        return of(Kind.ROUTE_NOT_FOUND, message);
    }

    /// @param allowed the value of the `allow` header
    public static Refusal methodNotAllowed(String message, String allowed) {
        return new Refusal(Kind.METHOD_NOT_ALLOWED, message, Optional.of(allowed), Optional.empty());
    }

    public static Refusal bodyTooLarge(String message) {
        return of(Kind.BODY_TOO_LARGE, message);
    }

    public static Refusal unsupportedMedia(String message) {
        return of(Kind.UNSUPPORTED_MEDIA, message);
    }

    /// @param limit the limit's name in configuration, such as `requestsPerMinute`
    public static Refusal rateLimited(String message, String limit, Duration after) {
        return new Refusal(Kind.RATE_LIMITED, message, Optional.of(limit), Optional.of(after));
    }

    /// @param limit the limit's name in configuration, such as `usdPerMonth`
    public static Refusal budgetSpent(String message, String limit, Duration after) {
        return new Refusal(Kind.BUDGET_SPENT, message, Optional.of(limit), Optional.of(after));
    }

    public static Refusal noCapacity(String message, Duration after) {
        return new Refusal(Kind.NO_CAPACITY, message, Optional.empty(), Optional.of(after));
    }

    public static Refusal upstreamThrottled(String message, Duration after) {
        return new Refusal(Kind.UPSTREAM_THROTTLED, message, Optional.empty(), Optional.of(after));
    }

    public static Refusal upstreamFailed(String message) {
        return of(Kind.UPSTREAM_FAILED, message);
    }

    public static Refusal upstreamRejected(String message) {
        return of(Kind.UPSTREAM_REJECTED, message);
    }

    public static Refusal deadlineExceeded(String message) {
        return of(Kind.DEADLINE_EXCEEDED, message);
    }

    public static Refusal ledgerUnavailable(String message, Duration after) {
        return new Refusal(Kind.LEDGER_UNAVAILABLE, message, Optional.empty(), Optional.of(after));
    }

    public static Refusal internal(String message) {
        return of(Kind.INTERNAL, message);
    }

    /// A client's name or path in the form in which a message may repeat it: quoted and shortened, with
    /// `?` for each character that is not printable ASCII.
    public static String quoted(String text) {
        String shown = text.length() > LONGEST_QUOTED ? text.substring(0, LONGEST_QUOTED) + "..." : text;
        return "'" + shown.replaceAll("[^ -~]", "?") + "'";
    }

    /// That no model can be sent a request, which was refused when it was read.
    ///
    /// @param message the reason for the caller and the plan
    public BodyChoice.NotSpoken notSpoken(String message) {
        return new BodyChoice.NotSpoken(message, about.map(RequestPart::member));
    }
}
