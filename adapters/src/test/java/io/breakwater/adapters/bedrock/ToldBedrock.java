package io.breakwater.adapters.bedrock;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/// Answers each call with what the test told it last.
final class ToldBedrock implements SdkHttpClient {
    private int status = 200;
    private byte[] body = {};
    private Optional<HttpExecuteRequest> asked = Optional.empty();

    void answers(int answered, String text) {
        status = answered;
        body = text.getBytes(StandardCharsets.UTF_8);
    }

    void streams(String... events) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (String event : events) {
            stream.write(EventMessages.chunk(event));
        }
        status = 200;
        body = stream.toByteArray();
    }

    /// Server-sent events, each written exactly as given.
    void sends(String... events) {
        answers(200, String.join("\n\n", events) + "\n\n");
    }

    SdkHttpRequest asked() {
        return asked.orElseThrow().httpRequest();
    }

    String sent() {
        try (InputStream sent =
                asked.orElseThrow().contentStreamProvider().orElseThrow().newStream()) {
            return new String(sent.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        asked = Optional.of(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                return HttpExecuteResponse.builder()
                        .response(SdkHttpResponse.builder().statusCode(status).build())
                        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                        .build();
            }

            @Override
            public void abort() {}
        };
    }

    @Override
    public void close() {}
}
