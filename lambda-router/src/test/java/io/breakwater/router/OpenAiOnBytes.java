package io.breakwater.router;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import io.breakwater.SplitBytes;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// OpenAI's Java client, which reads the bytes that it is given as if they had come over a network.
final class OpenAiOnBytes implements HttpClient {
    private static final ChatCompletionCreateParams ASKED = ChatCompletionCreateParams.builder()
            .model("sonnet")
            .addUserMessage("hi")
            .build();

    private static final ResponseCreateParams RESPONDED =
            ResponseCreateParams.builder().model("sonnet").input("hi").build();

    private final OpenAIClient client = new OpenAIClientImpl(ClientOptions.builder()
            .httpClient(this)
            .baseUrl("http://gateway.invalid/v1")
            .apiKey("none")
            .maxRetries(0)
            .build());
    private InputStream answer = InputStream.nullInputStream();
    private String type = "";

    ChatCompletion whole(byte[] bytes) {
        answer = new ByteArrayInputStream(bytes);
        type = "application/json";
        return client.chat().completions().create(ASKED);
    }

    Response response(byte[] bytes) {
        answer = new ByteArrayInputStream(bytes);
        type = "application/json";
        return client.responses().create(RESPONDED);
    }

    /// Reads a stream of a response up to its end, or until the client throws.
    void read(byte[] bytes, List<ResponseStreamEvent> events) {
        answer = new ByteArrayInputStream(bytes);
        type = "text/event-stream";
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(RESPONDED)) {
            stream.stream().forEach(events::add);
        }
    }

    /// All chunks of a stream.
    List<ChatCompletionChunk> chunks(byte[] bytes, int splitAt) {
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        read(bytes, splitAt, chunks);
        return chunks;
    }

    /// Reads a stream up to its end, or until the client throws.
    void read(byte[] bytes, int splitAt, List<ChatCompletionChunk> chunks) {
        answer = SplitBytes.at(bytes, splitAt);
        type = "text/event-stream";
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(ASKED)) {
            stream.stream().forEach(chunks::add);
        }
    }

    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
        return new Answer(Headers.builder().put("content-type", type).build(), answer);
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
        return CompletableFuture.completedFuture(execute(request, options));
    }

    @Override
    public void close() {}

    private record Answer(Headers headers, InputStream body) implements HttpResponse {
        @Override
        public int statusCode() {
            return 200;
        }

        @Override
        public void close() {}
    }
}
