package io.breakwater.ops.deploy.admin;

import io.breakwater.model.Region;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// Verifies Signature Version 4 for `execute-api` by signing the request once more, at the time that it names, over
/// its own method, address, signed headers and body: whatever was changed on the way gives another signature.
///
/// @param credentials of the only caller who is let in
record SignatureCheck(AwsCredentialsProvider credentials, Region region, InstantSource clock) {
    /// "Troubleshoot Signature Version 4 signing for AWS API requests", IAM User Guide.
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final String SERVICE = "execute-api";
    private static final Pattern AUTHORIZATION = Pattern.compile("AWS4-HMAC-SHA256 Credential=[^, ]+/\\d{8}/[^/, ]+/"
            + SERVICE + "/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=[0-9a-f]{64}");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);

    /// What the signer sets itself, from the request and the credentials.
    private static final Set<String> SIGNERS =
            Set.of("host", "x-amz-date", "x-amz-content-sha256", "x-amz-security-token");

    /// What is wrong with the signature, or nothing.
    Optional<String> fault(Received request) {
        String authorization = request.header("authorization").orElse("");
        Matcher parts = AUTHORIZATION.matcher(authorization);
        Optional<Instant> signed = request.header("x-amz-date").flatMap(SignatureCheck::instant);
        Optional<String> host = request.header("host");
        if (!parts.matches() || signed.isEmpty() || host.isEmpty()) {
            return Optional.of("Missing Authentication Token");
        }
        if (Duration.between(signed.get(), clock.instant()).abs().compareTo(SKEW) > 0) {
            return Optional.of("Signature expired: it was made at " + signed.get());
        }
        List<String> headers = List.of(parts.group(1).split(";"));
        if (!headers.containsAll(List.of("host", "x-amz-date"))) {
            return Optional.of("'Host' and 'x-amz-date' must be signed headers");
        }
        String own = authorization(request, URI.create("http://" + host.get() + request.uri()), headers, signed.get());
        return MessageDigest.isEqual(bytes(own), bytes(authorization))
                ? Optional.empty()
                : Optional.of("The request signature we calculated does not match the signature you provided");
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(DATE.parse(text, Instant::from));
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    /// The header as it must be.
    private String authorization(Received request, URI uri, List<String> headers, Instant at) {
        SdkHttpRequest.Builder bare = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(request.method()))
                .uri(uri);
        signers(headers).forEach(name -> bare.putHeader(name, request.headers().getOrDefault(name, List.of())));
        AwsCredentialsIdentity identity = credentials.resolveCredentials();
        return AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(identity)
                        .request(bare.build())
                        .payload(request.body().asContentStreamProvider())
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region.value()))
                .request()
                .firstMatchingHeader("Authorization")
                .orElse("");
    }

    private static Stream<String> signers(List<String> headers) {
        return headers.stream().filter(name -> !SIGNERS.contains(name));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
