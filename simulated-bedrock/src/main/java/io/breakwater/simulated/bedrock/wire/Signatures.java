package io.breakwater.simulated.bedrock.wire;

import com.sun.net.httpserver.Headers;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the caller from a SigV4 credential scope, `Credential=AKID/date/region/service/aws4_request`.
///
/// The scope is trusted: the signature itself is not verified. Credentials from another STS, such as
/// that of an emulator of AWS, count as those of the account that their key names.
public final class Signatures {

    private static final Pattern SCOPE =
            Pattern.compile("AWS4-HMAC-SHA256 +Credential=([^/,\\s]+)/\\d{8}/([^/,\\s]+)/([^/,\\s]+)/aws4_request.*");
    private static final String INVALID_TOKEN = "The security token included in the request is invalid.";

    private record Scope(String accessKeyId, String region, String service) {}

    private final Set<String> accounts;

    public Signatures(Set<String> accounts) {
        this.accounts = Set.copyOf(accounts);
    }

    /// The caller of a request to a service, given the service's signing name.
    public Checked<SignedCaller> caller(Headers headers, String service, Instant now) {
        return scope(headers).then(scope -> rightService(scope, service)).then(scope -> caller(scope, headers, now));
    }

    /// Whether a request is signed at all, for calls that any key may make.
    public Checked<String> accessKeyId(Headers headers) {
        return scope(headers).then(scope -> Checked.ok(scope.accessKeyId));
    }

    private Checked<Scope> scope(Headers headers) {
        Matcher matcher = SCOPE.matcher(
                Optional.ofNullable(headers.getFirst("Authorization")).orElse(""));
        return matcher.matches()
                ? Checked.ok(new Scope(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Checked.no(forbidden("MissingAuthenticationTokenException", "Missing Authentication Token"));
    }

    private static Checked<Scope> rightService(Scope scope, String service) {
        return scope.service.equals(service)
                ? Checked.ok(scope)
                : Checked.no(forbidden(
                        "InvalidSignatureException",
                        "Credential should be scoped to correct service: '" + service + "'."));
    }

    private Checked<SignedCaller> caller(Scope scope, Headers headers, Instant now) {
        Optional<String> account =
                SessionCredentials.accountOf(scope.accessKeyId).filter(accounts::contains);
        if (account.isEmpty()) {
            return Checked.no(forbidden("UnrecognizedClientException", INVALID_TOKEN));
        }
        String token = headers.getFirst("X-Amz-Security-Token");
        if (token == null) {
            return Checked.ok(new SignedCaller(account.get(), scope.region, "arn:aws:iam::" + account.get() + ":root"));
        }
        return AwsAccessKey.accountOf(scope.accessKeyId).isPresent()
                ? Checked.ok(ofAnotherSts(account.get(), scope.region))
                : ofSession(account.get(), scope.region, token, now);
    }

    /// A caller with a token of another STS, which cannot be read here.
    private static SignedCaller ofAnotherSts(String account, String region) {
        return new SignedCaller(account, region, "arn:aws:sts::" + account + ":assumed-role/unknown/of-another-sts");
    }

    private static Checked<SignedCaller> ofSession(String account, String region, String token, Instant now) {
        Optional<SessionCredentials> session = SessionCredentials.fromToken(token);
        if (session.isEmpty() || !session.get().arn().contains("::" + account + ":")) {
            return Checked.no(forbidden("UnrecognizedClientException", INVALID_TOKEN));
        }
        return session.get().expiration().isAfter(now)
                ? Checked.ok(new SignedCaller(account, region, session.get().arn()))
                : Checked.no(
                        forbidden("ExpiredTokenException", "The security token included in the request is expired"));
    }

    private static SentError forbidden(String type, String message) {
        return new SentError(403, type, message);
    }
}
