package io.breakwater.adapters.bedrock;

import io.breakwater.routing.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The one place where Bedrock's errors become outcomes (Amazon Bedrock API Reference, Converse and
/// ConverseStream; 529 is documented for the Messages APIs only). By exception type where there is one,
/// else by status; the text decides only where Bedrock uses one type for different things.
final class OutcomeReader {
    private static final List<String> CONFIGURATION =
            List.of("on-demand throughput", "model identifier is invalid", "inference profile", "on this route");
    /// What an account is refused in the clothes of a bad request; the list is open.
    private static final List<String> ACCOUNT_REFUSED = List.of(
            "operation not allowed",
            "is not authorized to invoke this api operation",
            "data retention mode",
            "unsupported countries, regions, or territories");
    /// What a body's schema refuses. Such texts repeat names and values of the caller's, whatever those are, so
    /// they are read first.
    private static final Pattern OF_A_SCHEMA =
            Pattern.compile("extra inputs are not permitted|extraneous key|input tag '|field required|input should be "
                    + "|string should ");
    /// Texts that name a part of the request itself.
    private static final Pattern ABOUT_THE_REQUEST = Pattern.compile(
            "^(messages|tools?|system|thinking|max_tokens|stop_sequences|temperature|top_p|input|body)[.:_ ]"
                    + "|malformed input request|validation errors? detected|a conversation must|contentblock"
                    + "|invalid value at|required (key|field|parameter)|the model returned the following errors"
                    + "|doesn't support|does not support|invalid beta flag|unsupported (parameter|value)"
                    + "|unknown parameter|missing required parameter|invalid type for|invalid value|invalid schema for"
                    + "|invalid '|is not supported");
    private static final List<String> TOO_LONG = List.of(
            "input is too long",
            "prompt is too long",
            "context window",
            "exceed context limit",
            "input tokens exceeded",
            "maximum context length",
            "too many input tokens");
    private static final Pattern ARN = Pattern.compile("arn:[^\\s\"']+");
    private static final Pattern ACCOUNT = Pattern.compile("\\b\\d{12}\\b");
    private static final int LONGEST_MESSAGE = 500;

    static Outcome read(UpstreamError error) {
        return switch (error.type()) {
            case "ThrottlingException" -> throttled(error);
            case "ServiceQuotaExceededException" -> new Outcome.QuotaSpent();
            case "ModelNotReadyException" -> new Outcome.NotReady();
            case "ServiceUnavailableException" -> new Outcome.Overloaded(error.retryAfter());
            case "InternalServerException", "ModelStreamErrorException" -> new Outcome.ServerFault();
            case "ModelTimeoutException" -> new Outcome.ModelTimedOut();
            case "ModelErrorException" -> modelError(error);
            case "ValidationException" -> validation(error.message());
            case "AccessDeniedException", "ResourceNotFoundException", "FTUFormNotFilled" ->
                new Outcome.Misconfigured(error.type() + ": " + masked(error.message()));
            case "ExpiredTokenException",
                    "ExpiredToken",
                    "UnrecognizedClientException",
                    "InvalidClientTokenId",
                    "InvalidSignatureException",
                    "IncompleteSignatureException",
                    "MissingAuthenticationTokenException" -> new Outcome.BadCredentials(error.type(), true);
            default -> byStatus(error);
        };
    }

    private static Outcome throttled(UpstreamError error) {
        String text = error.message().toLowerCase(Locale.ROOT);
        if (text.contains("per day")) {
            return new Outcome.QuotaSpent();
        }
        return new Outcome.Throttled(
                text.contains("requests") ? Outcome.Quota.REQUESTS : Outcome.Quota.TOKENS, error.retryAfter());
    }

    private static Outcome modelError(UpstreamError error) {
        int status = error.originalStatus().orElse(500);
        return status >= 400 && status < 500
                ? new Outcome.Rejected(masked(error.message()))
                : new Outcome.ServerFault();
    }

    private static Outcome validation(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        if (isOfASchema(text)) {
            return new Outcome.Rejected(masked(message));
        }
        if (Stream.concat(CONFIGURATION.stream(), ACCOUNT_REFUSED.stream()).anyMatch(text::contains)) {
            return new Outcome.Misconfigured("ValidationException: " + masked(message));
        }
        if (TOO_LONG.stream().anyMatch(text::contains)) {
            return new Outcome.InputTooLong(masked(message));
        }
        return ABOUT_THE_REQUEST.matcher(text).find()
                ? new Outcome.Rejected(masked(message))
                : new Outcome.Doubtful(masked(message));
    }

    /// @param text in lower case
    static boolean isOfASchema(String text) {
        return OF_A_SCHEMA.matcher(text).find();
    }

    private static Outcome byStatus(UpstreamError error) {
        return switch (error.status()) {
            case 429 -> throttled(error);
            case 503, 529 -> new Outcome.Overloaded(error.retryAfter());
            case 408 -> new Outcome.ModelTimedOut();
            case 400 -> validation(error.message());
            case 401, 403, 404, 407 -> misconfigured(error);
            default -> byKindOfStatus(error);
        };
    }

    /// A redirection does not come from Bedrock, but from what stands where its endpoint should be.
    private static Outcome byKindOfStatus(UpstreamError error) {
        if (error.status() >= 500) {
            return new Outcome.ServerFault();
        }
        return error.status() < 400 ? misconfigured(error) : new Outcome.Rejected(masked(error.message()));
    }

    private static Outcome misconfigured(UpstreamError error) {
        return new Outcome.Misconfigured("HTTP " + error.status() + ": " + masked(error.message()));
    }

    /// The message without ARNs and account numbers, which are no business of tenants, and not too long.
    static String masked(String message) {
        String masked =
                ACCOUNT.matcher(ARN.matcher(message).replaceAll("the resource")).replaceAll("the account");
        return masked.length() > LONGEST_MESSAGE ? masked.substring(0, LONGEST_MESSAGE) : masked;
    }

    private OutcomeReader() {}
}
