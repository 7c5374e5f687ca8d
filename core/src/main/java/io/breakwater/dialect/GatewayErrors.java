package io.breakwater.dialect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/// The answers that API Gateway gives by itself, before any dialect is known, by the name of the
/// gateway response ("Gateway response types", Amazon API Gateway Developer Guide).
///
/// The body has the members that OpenAI, Anthropic and AWS clients look for, all at once.
public enum GatewayErrors {
    UNAUTHORIZED(401, "authentication_error", "invalid_api_key", "no valid API key; send authorization: Bearer <key>"),
    /// The authorizer's answer to several faults, and the answer of IAM, which guards `/admin`: one
    /// sentence names all causes. The actual cause is in the authorizer's context ([#REFUSAL]), which
    /// not every front server reads.
    ACCESS_DENIED(
            403,
            "permission_error",
            "access_denied",
            "the API key is not valid; where the call is signed with AWS credentials, set AWS_BEARER_TOKEN_BEDROCK to your"
                    + " key instead (under /admin: these AWS credentials may not call it)"),
    INVALID_API_KEY(403, "authentication_error", "invalid_api_key", "the API key is not valid"),
    /// Also the answer to an unsigned call on an operators' path.
    MISSING_AUTHENTICATION_TOKEN(
            404,
            "not_found_error",
            "unknown_url",
            "there is no such path or method without a signature of AWS credentials"),
    /// Only paths for operators ask for one.
    INVALID_SIGNATURE(
            403,
            "authentication_error",
            "invalid_signature",
            "no valid AWS signature; /admin takes no API key: sign for execute-api with credentials that may invoke it, as"
                    + " scripts/gatewayctl does"),
    EXPIRED_TOKEN(403, "authentication_error", "expired_token", "these AWS credentials have expired; sign in again"),
    RESOURCE_NOT_FOUND(404, "not_found_error", "unknown_url", "there is no such path"),
    WAF_FILTERED(403, "permission_error", "request_blocked", "the request was blocked by the web firewall"),
    THROTTLED(429, "rate_limit_error", "rate_limit_exceeded", "too many requests; try again in a second", 1),
    QUOTA_EXCEEDED(429, "rate_limit_error", "insufficient_quota", "the usage plan's quota is used up", 3600),
    REQUEST_TOO_LARGE(413, "request_too_large", "request_too_large", "the request is too large; send a smaller one"),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "invalid_request_error",
            "unsupported_media_type",
            "send content-type: application/json, uncompressed"),
    INTEGRATION_TIMEOUT(504, "timeout_error", "deadline_exceeded", "the answer took too long"),
    INTEGRATION_FAILURE(502, "api_error", "upstream_failed", "the gateway did not answer; try again", 1),
    AUTHORIZER_FAILURE(503, "api_error", "unavailable", "the API key could not be checked; try again", 1),
    DEFAULT_4XX(400, "invalid_request_error", "invalid_request", "the request is not valid"),
    /// All other faults: Lambda runs no more copies of the function, or the function failed or returned
    /// an invalid response (API Gateway has no type for these). The caller's remedy is the same for
    /// each.
    DEFAULT_5XX(503, "api_error", "internal_error", "the gateway is too busy or failed; try again", 1);

    /// The context key of an authorizer's denial; its value is a sentence without quotes, which fits a
    /// JSON text.
    public static final String REFUSAL = "refusal";

    /// The sentence about headers, the same for every caller: it shows no value.
    private static final String ONE_HEADER =
            "no valid API key; send authorization: Bearer <key>, but x-api-key: <key> to /v1/messages and api-key: <key> to"
                    + " /openai/deployments";

    private final int status;
    private final String type;
    private final String code;
    private final String message;
    private final OptionalInt retryAfterSeconds;

    GatewayErrors(int status, String type, String code, String message) {
        this(status, type, code, message, OptionalInt.empty());
    }

    GatewayErrors(int status, String type, String code, String message, int retryAfterSeconds) {
        this(status, type, code, message, OptionalInt.of(retryAfterSeconds));
    }

    GatewayErrors(int status, String type, String code, String message, OptionalInt retryAfterSeconds) {
        this.status = status;
        this.type = type;
        this.code = code;
        this.message = message;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /// The HTTP status; [#DEFAULT_4XX] stands for any status of its class.
    public int status() {
        return status;
    }

    /// The `error.type`, in words that Anthropic's and OpenAI's clients both know, if there are any.
    public String type() {
        return type;
    }

    public String code() {
        return code;
    }

    public String message() {
        return message;
    }

    public OptionalInt retryAfterSeconds() {
        return retryAfterSeconds;
    }

    public ObjectNode body() {
        return written(message);
    }

    /// The body where the authorizer's answers are cached, so that each path takes keys in one header
    /// only.
    public ObjectNode bodyNamingHeaders() {
        return written(this == UNAUTHORIZED ? ONE_HEADER : message);
    }

    /// The body with the authorizer's reason.
    public ObjectNode body(String refusal) {
        return written(refusal);
    }

    private ObjectNode written(String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("type", "error");
        body.putObject("error")
                .put("type", type)
                .put("message", message)
                .putNull("param")
                .put("code", code);
        return body.put("message", message);
    }

    /// The headers without the request id, which only the front server knows.
    public Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        headers.put("content-type", "application/json");
        headers.put("x-amzn-errortype", awsType());
        headers.put("x-should-retry", Boolean.toString(isWorthARetry()));
        retryAfterSeconds.ifPresent(seconds -> headers.put("retry-after", Integer.toString(seconds)));
        if (isWorthARetry()) {
            headers.put(ReplyHeaders.AWS_RETRY_AFTER, retryAfterSeconds.getAsInt() + "000");
        }
        return headers;
    }

    private boolean isWorthARetry() {
        return retryAfterSeconds.isPresent() && retryAfterSeconds.getAsInt() <= 60;
    }

    /// The name of the type for AWS's SDKs.
    private String awsType() {
        return switch (type) {
            case "authentication_error", "permission_error" -> "AccessDeniedException";
            case "not_found_error" -> "UnknownOperationException";
            case "rate_limit_error" -> "ThrottlingException";
            case "request_too_large", "invalid_request_error" -> "ValidationException";
            case "timeout_error" -> "ModelTimeoutException";
            case "api_error" -> "ServiceUnavailableException";
            default -> throw new IllegalStateException("no type of AWS's is known for " + type);
        };
    }
}
