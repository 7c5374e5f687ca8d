package io.breakwater.adapters.dynamodb;

import io.breakwater.dynamo.DynamoProtocol;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/// Carries the SDK's requests to DynamoDB in memory, without a socket in between.
final class InProcessHttp implements SdkHttpClient {
    private final DynamoProtocol dynamo = new DynamoProtocol();

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return answered(request);
            }

            @Override
            public void abort() {}
        };
    }

    private HttpExecuteResponse answered(HttpExecuteRequest request) throws IOException {
        String target =
                request.httpRequest().firstMatchingHeader("x-amz-target").orElseThrow();
        try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
            DynamoProtocol.Answer answer = dynamo.answer(target, body);
            return HttpExecuteResponse.builder()
                    .response(SdkHttpResponse.builder()
                            .statusCode(answer.status())
                            .putHeader("content-type", "application/x-amz-json-1.0")
                            .build())
                    .responseBody(AbortableInputStream.create(
                            new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8))))
                    .build();
        }
    }

    @Override
    public void close() {}
}
