package io.breakwater.adapters.bedrock;

import io.breakwater.call.StoredCall;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.Region;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// Makes signed HTTP requests to `bedrock-runtime` and `bedrock` (Signature Version 4, service `bedrock`).
final class SignedRequests {
    private static final String SERVICE = "bedrock";
    private static final String OPENAI = "/openai";

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final Function<Region, URI> endpoints;

    SignedRequests(Function<Region, URI> endpoints) {
        this.endpoints = endpoints;
    }

    /// @param modelId the id by which the profile is called
    /// @param headers values for which the body's format has no members
    HttpExecuteRequest model(
            Region source,
            String modelId,
            ModelOperation operation,
            Map<String, String> headers,
            Payload body,
            AwsCredentialsIdentity identity) {
        SdkHttpRequest.Builder request = post(source, path(modelId, operation), body);
        if (operation.api().isVendors()) {
            request.putHeader("Accept", accept(operation));
        }
        headers.forEach(request::putHeader);
        return signed(request.build(), ContentStreamProvider.fromInputStreamSupplier(body::read), source, identity);
    }

    /// @param modelId the model's own id
    HttpExecuteRequest counting(Region source, String modelId, Payload body, AwsCredentialsIdentity identity) {
        SdkHttpRequest request = post(source, "/model/" + encoded(modelId) + "/count-tokens", body)
                .build();
        return signed(request, ContentStreamProvider.fromInputStreamSupplier(body::read), source, identity);
    }

    private SdkHttpRequest.Builder post(Region source, String path, Payload body) {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoints.apply(source))
                .encodedPath(path)
                .putHeader("Content-Type", "application/json")
                .putHeader("Content-Length", Long.toString(body.length()));
    }

    /// A request about a response that is stored in a Region ("Responses", Amazon Bedrock User Guide).
    HttpExecuteRequest stored(Region source, StoredCall call, AwsCredentialsIdentity identity) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(call.operation().method()))
                .uri(endpoints.apply(source))
                .encodedPath(OPENAI + call.operation().path().replace("{response_id}", encoded(call.id())))
                .putHeader("Accept", "application/json");
        if (!call.include().isEmpty()) {
            request.putRawQueryParameter("include", List.of(call.include().split(",")));
        }
        return signed(request.build(), ContentStreamProvider.fromByteArrayUnsafe(new byte[0]), source, identity);
    }

    /// @param token the token of the page; empty for the first
    HttpExecuteRequest applicationProfiles(Region source, String token, AwsCredentialsIdentity identity) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(endpoints.apply(source))
                .encodedPath("/inference-profiles")
                .putRawQueryParameter("type", "APPLICATION")
                .putRawQueryParameter("maxResults", "1000");
        if (!token.isEmpty()) {
            request.putRawQueryParameter("nextToken", token);
        }
        return signed(request.build(), ContentStreamProvider.fromByteArrayUnsafe(new byte[0]), source, identity);
    }

    private HttpExecuteRequest signed(
            SdkHttpRequest request, ContentStreamProvider payload, Region source, AwsCredentialsIdentity identity) {
        SignedRequest signed = signer.sign(sign -> sign.identity(identity)
                .request(request)
                .payload(payload)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                .putProperty(AwsV4HttpSigner.REGION_NAME, source.value()));
        return HttpExecuteRequest.builder()
                .request(signed.request())
                .contentStreamProvider(signed.payload().orElse(payload))
                .build();
    }

    /// The path: vendors' APIs have the model in the body ("Chat Completions", "Responses", "Anthropic
    /// Messages", Amazon Bedrock User Guide); the runtime has them under `/openai/v1` and
    /// `/anthropic/v1` only.
    private static String path(String modelId, ModelOperation operation) {
        return switch (operation) {
            case CONVERSE, CONVERSE_STREAM, INVOKE, INVOKE_WITH_RESPONSE_STREAM ->
                "/model/" + encoded(modelId) + "/" + operation.label();
            case ANTHROPIC_MESSAGES, ANTHROPIC_MESSAGES_STREAM -> "/anthropic/v1/messages";
            case OPENAI_CHAT, OPENAI_CHAT_STREAM -> OPENAI + "/v1/chat/completions";
            case OPENAI_RESPONSES, OPENAI_RESPONSES_STREAM -> OPENAI + "/v1/responses";
        };
    }

    /// The header `accept`, which tells a stream from a whole answer if both have one path.
    private static String accept(ModelOperation operation) {
        return switch (operation) {
            case ANTHROPIC_MESSAGES_STREAM, OPENAI_CHAT_STREAM, OPENAI_RESPONSES_STREAM -> "text/event-stream";
            case CONVERSE, INVOKE, ANTHROPIC_MESSAGES, OPENAI_CHAT, OPENAI_RESPONSES -> "application/json";
            case CONVERSE_STREAM, INVOKE_WITH_RESPONSE_STREAM -> "application/vnd.amazon.eventstream";
        };
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
