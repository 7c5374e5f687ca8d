package io.breakwater.adapters.bedrock;

import io.breakwater.adapters.bedrock.UpstreamError.Culprit;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The one place where Bedrock's errors become outcomes (Amazon Bedrock API Reference, Converse and
/// ConverseStream; 529 is documented for the Messages APIs only). The exception type decides if there
/// is one, else the status; the message decides only if Bedrock uses one type for different things.
final class OutcomeReader {
    private static final List<String> CONFIGURATION =
            List.of("on-demand throughput", "model identifier is invalid", "inference profile", "on this route");
    /// Messages of refusals of the account that look like bad requests; the list is not complete.
    private static final List<String> ACCOUNT_REFUSED = List.of(
            "operation not allowed",
            "is not authorized to invoke this api operation",
            "data retention mode",
            "unsupported countries, regions, or territories");
    /// Messages of a body's schema check. They repeat names and values of the caller, so they are
    /// matched first.
    private static final Pattern OF_A_SCHEMA = Pattern.compile(
            "^malformed input request|extra inputs are not permitted|extraneous key|input tag '|field required|input should be "
                    + "|string should |^(unknown parameter|invalid value(?! at)|invalid type for|invalid '(?!model')"
                    + "|unsupported (parameter|value)|missing required parameter|invalid schema for|invalid prompt)"
                    + "|encrypted[ _]content|could not be verified");
    /// Messages that name a part of the request itself.
    private static final Pattern ABOUT_THE_REQUEST = Pattern.compile(
            "^(messages|tools?|system|thinking|max_tokens|stop_sequences|temperature|top_p|input|body)[.:_ ]"
                    + "|malformed input request|validation errors? detected|a conversation must|contentblock"
                    + "|invalid value at|required (key|field|parameter)|the model returned the following errors"
                    + "|doesn't support|does not support|invalid beta flag|is not supported|flagged|usage policy");
    private static final List<String> TOO_LONG = List.of(
            "input is too long",
            "prompt is too long",
            "context window",
            "exceed context limit",
            "input tokens exceeded",
            "maximum context length",
            "too many input tokens");
    /// Codes about things that Bedrock has stored, or no longer has ("ResponseErrorCode", OpenAI API
    /// reference).
    private static final Pattern LOST = Pattern.compile("(previous_response|response|item)_not_found");
    /// What is said of thinking that a model has encrypted and that is not its own.
    private static final Pattern SEALED = Pattern.compile(
            "^the encrypted[ _]content\\b.{0,300}could not be (verified|decrypted|parsed)", Pattern.DOTALL);

    private static final Pattern LOST_BY_WORDS = Pattern.compile(
            "^(the |an? |no )?(previous response|response|item)s?\\b(?! format).{0,300}not (found|persisted)",
            Pattern.DOTALL);
    /// AWS's messages about a signature or its credentials, in an envelope without the exception's
    /// name.
    private static final Pattern EXPIRED = Pattern.compile("security token|signature expired|request signature we "
            + "calculated|(token|credentials) (has|have|is|are) expired");
    /// From the first quotation mark to the last, since a caller's text may have some of its own.
    private static final Pattern QUOTED = Pattern.compile("(?<!\\p{Alnum})(['\"`]).*\\1(?!\\p{Alnum})", Pattern.DOTALL);
    private static final Pattern ARN = Pattern.compile("arn:[^\\s\"']+");
    private static final Pattern ACCOUNT = Pattern.compile("\\b\\d{12}\\b");
    private static final int LONGEST_MESSAGE = 500;
    private static final int LONGEST_READ = 4_000;

    static Outcome read(UpstreamError error) {
        return switch (error.type()) {
            case "ThrottlingException" -> throttled(error);
            case "ServiceQuotaExceededException" -> new Outcome.QuotaSpent();
            case "ModelNotReadyException" -> new Outcome.NotReady();
            case "ServiceUnavailableException" -> new Outcome.Overloaded(error.retryAfter());
            case "InternalServerException", "ModelStreamErrorException" -> new Outcome.ServerFault();
            case "ModelTimeoutException" -> new Outcome.ModelTimedOut();
            case "ModelErrorException" -> modelError(error);
            case "ValidationException" -> validation(error);
            case "context_length_exceeded" -> new Outcome.InputTooLong(masked(error.message()));
            case "AccessDeniedException", "ResourceNotFoundException", "FTUFormNotFilled" ->
                new Outcome.Misconfigured(error.type() + ": " + masked(error.message()));
            case "UnknownOperationException" -> new Outcome.ApiMissing(told(error), false);
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

    /// The same of a model that reports what it used although it failed: it has worked.
    static Outcome read(UpstreamError error, Optional<TokenUsage> told) {
        Outcome outcome = read(error);
        boolean worked = told.filter(usage -> usage.total() > 0).isPresent();
        return worked && outcome instanceof Outcome.ServerFault
                ? new Outcome.AnswerLost(
                        "the model failed: " + (error.type().isEmpty() ? "without a type" : error.type()), told)
                : outcome;
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

    private static Outcome validation(UpstreamError error) {
        return switch (error.culprit()) {
            case REQUEST -> ofTheRequest(error);
            case MODEL -> misconfigured(error);
            case UNSAID -> byText(error);
        };
    }

    private static Outcome ofTheRequest(UpstreamError error) {
        String message = masked(error.message());
        return isTooLong(error.message().toLowerCase(Locale.ROOT))
                ? new Outcome.InputTooLong(message)
                : rejected(error, isLost(error));
    }

    private static Outcome rejected(UpstreamError error, boolean lost) {
        String message = masked(error.message());
        boolean sealed = error.type().equals("invalid_encrypted_content")
                || SEALED.matcher(error.message().toLowerCase(Locale.ROOT)).find();
        return sealed ? new Outcome.ThoughtsSealed(message) : new Outcome.Rejected(message, lost);
    }

    private static Outcome byText(UpstreamError error) {
        String text = error.message().toLowerCase(Locale.ROOT);
        if (isOfASchema(text)) {
            return rejected(error, false);
        }
        if (isOfTheAccount(text)) {
            return misconfigured(error);
        }
        return isTooLong(text) || isAboutTheRequest(text) || isLost(error)
                ? ofTheRequest(error)
                : new Outcome.Doubtful(masked(error.message()));
    }

    /// @param text in lower case
    static boolean isOfTheAccount(String text) {
        return Stream.concat(CONFIGURATION.stream(), ACCOUNT_REFUSED.stream()).anyMatch(unquoted(text)::contains);
    }

    /// Whether a stored thing that the request names does not exist: by the error's code, or by its
    /// message.
    private static boolean isLost(UpstreamError error) {
        return LOST.matcher(error.type()).matches()
                || LOST_BY_WORDS
                        .matcher(unquoted(error.message()).toLowerCase(Locale.ROOT))
                        .find();
    }

    private static boolean isTooLong(String text) {
        return TOO_LONG.stream().anyMatch(text::contains);
    }

    private static boolean isAboutTheRequest(String text) {
        return ABOUT_THE_REQUEST.matcher(text).find();
    }

    /// Whether the message alone says whose fault an error is.
    ///
    /// @param text in lower case
    static boolean isKnown(String text) {
        return isOfASchema(text) || isOfTheAccount(text) || isTooLong(text) || isAboutTheRequest(text);
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
            case 400 -> validation(error);
            case 401, 403, 407 -> refused(error);
            case 404 -> error.culprit() == Culprit.REQUEST ? ofTheRequest(error) : misconfigured(error);
            default -> byKindOfStatus(error);
        };
    }

    private static Outcome refused(UpstreamError error) {
        if (error.culprit() == Culprit.REQUEST) {
            return ofTheRequest(error);
        }
        return EXPIRED.matcher(unquoted(error.message().toLowerCase(Locale.ROOT)))
                        .find()
                ? new Outcome.BadCredentials(told(error), true)
                : misconfigured(error);
    }

    /// The outcome by the kind of status. A redirection does not come from Bedrock, but from another
    /// server at its endpoint.
    private static Outcome byKindOfStatus(UpstreamError error) {
        if (error.status() >= 500) {
            return new Outcome.ServerFault();
        }
        return error.status() < 400 ? misconfigured(error) : new Outcome.Rejected(masked(error.message()));
    }

    private static Outcome misconfigured(UpstreamError error) {
        return new Outcome.Misconfigured(told(error));
    }

    /// The message to pass on: such a ValidationException is in Bedrock's own words, while others may
    /// quote the caller.
    private static String told(UpstreamError error) {
        return error.type().equals("ValidationException")
                ? error.type() + ": " + masked(error.message())
                : "HTTP " + error.status() + ": " + masked(unquoted(error.message()));
    }

    /// The message without quotations; a long message is cut first, as the search takes time in the
    /// square of its length.
    static String unquoted(String message) {
        String read = message.length() > LONGEST_READ ? message.substring(0, LONGEST_READ) : message;
        return QUOTED.matcher(read).replaceAll("$1…$1");
    }

    /// The message without ARNs and account numbers, which tenants must not see, and shortened.
    static String masked(String message) {
        String masked =
                ACCOUNT.matcher(ARN.matcher(message).replaceAll("the resource")).replaceAll("the account");
        return masked.length() > LONGEST_MESSAGE ? masked.substring(0, LONGEST_MESSAGE) : masked;
    }

    private OutcomeReader() {}
}
