package io.breakwater.adapters.bedrock;

import io.breakwater.model.Region;
import io.breakwater.model.Target;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// Makes signed HTTP requests to `bedrock-runtime` (Signature Version 4, service `bedrock`).
final class SignedRequests {
    private static final String SERVICE = "bedrock";

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final Function<Region, URI> endpoints;

    SignedRequests(Function<Region, URI> endpoints) {
        this.endpoints = endpoints;
    }

    HttpExecuteRequest converse(Target target, boolean stream, Payload body, AwsCredentialsIdentity identity) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoints.apply(target.source()))
                .encodedPath(
                        "/model/" + encoded(target.profile().value()) + (stream ? "/converse-stream" : "/converse"))
                .putHeader("Content-Type", "application/json")
                .putHeader("Content-Length", Long.toString(body.length()))
                .build();
        ContentStreamProvider payload = ContentStreamProvider.fromInputStreamSupplier(body::read);
        SignedRequest signed = signer.sign(sign -> sign.identity(identity)
                .request(request)
                .payload(payload)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                .putProperty(AwsV4HttpSigner.REGION_NAME, target.source().value()));
        return HttpExecuteRequest.builder()
                .request(signed.request())
                .contentStreamProvider(signed.payload().orElse(payload))
                .build();
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
