package io.breakwater.router;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;

/// The AWS SDK for Java, which reads the bytes that it is given as if they had come over a network.
final class AwsSdkOnBytes implements SdkAsyncHttpClient {
    private final BedrockRuntimeAsyncClient client = BedrockRuntimeAsyncClient.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClient(this)
            .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
            .asyncConfiguration(config ->
                    config.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
            .build();
    private List<ByteBuffer> answer = List.of();
    private String type = "";

    ConverseResponse whole(byte[] bytes) {
        answer = List.of(ByteBuffer.wrap(bytes));
        type = "application/json";
        return client.converse(request -> request.modelId("sonnet")).join();
    }

    /// Reads a stream up to its end.
    ///
    /// @throws java.util.concurrent.CompletionException if the client reports an error
    void read(byte[] bytes, int splitAt, List<ConverseStreamOutput> events) {
        answer = List.of(
                ByteBuffer.wrap(bytes, 0, splitAt).slice(),
                ByteBuffer.wrap(bytes, splitAt, bytes.length - splitAt).slice());
        type = "application/vnd.amazon.eventstream";
        client.converseStream(
                        request -> request.modelId("sonnet"),
                        ConverseStreamResponseHandler.builder()
                                .subscriber(events::add)
                                .build())
                .join();
    }

    /// All events of a stream.
    List<ConverseStreamOutput> events(byte[] bytes, int splitAt) {
        List<ConverseStreamOutput> events = new ArrayList<>();
        read(bytes, splitAt, events);
        return events;
    }

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
        request.responseHandler()
                .onHeaders(SdkHttpFullResponse.builder()
                        .statusCode(200)
                        .putHeader("content-type", type)
                        .build());
        request.responseHandler().onStream(SdkPublisher.fromIterable(answer));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
}
