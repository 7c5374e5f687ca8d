import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import shared.Bedrock;
import shared.Claims;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;

/// The AWS SDK's asynchronous client.
public class AwsSdkJavaAsync {
    private static final String TENANT = "aws-sdk-java-async";

    private final Bedrock bedrock = new Bedrock(TENANT, AwsSdkJavaAsync::caller);
    private final BedrockRuntimeAsyncClient client = client(Claims.key(TENANT), Claims.GATEWAY, false);

    private AwsSdkJavaAsync() throws Exception {}

    private static BedrockRuntimeAsyncClient client(String key, String gateway, boolean retries) {
        return Bedrock.client(BedrockRuntimeAsyncClient.builder(), key, gateway, retries);
    }

    /// The client reads the time to wait from an answer only if this is set; otherwise it comes back too soon, four times within three seconds.
    private static Bedrock.Caller caller(String key, String gateway, boolean retries) {
        if (retries) System.setProperty("aws.newRetries2026", "true");
        var client = client(key, gateway, retries);
        return request -> {
            try {
                return client.converse(request).join();
            } catch (CompletionException failed) {
                throw Bedrock.thrown(failed);
            }
        };
    }

    private static ConverseStreamRequest asking(String prompt) {
        return ConverseStreamRequest.builder()
                .modelId(Claims.MODEL)
                .messages(Bedrock.user(ContentBlock.fromText(prompt)))
                .inferenceConfig(config -> config.maxTokens(2000))
                .build();
    }

    private static ConverseStreamResponseHandler telling(Consumer<String> text, Consumer<Integer> tokens) {
        return ConverseStreamResponseHandler.builder()
                .subscriber(ConverseStreamResponseHandler.Visitor.builder()
                        .onContentBlockDelta(event -> text.accept(event.delta().text()))
                        .onMetadata(event -> tokens.accept(event.usage().outputTokens()))
                        .build())
                .build();
    }

    private void stream() {
        var text = new StringBuffer();
        var tokens = new ArrayList<Integer>();
        client.converseStream(asking("[[tokens:100]]"), telling(text::append, tokens::add)).join();
        Claims.same(text.toString().strip().split(" ").length, 100, "words");
        Claims.same(tokens, List.of(100), "tokens");
        invoked();
    }

    /// The body of a model family, streamed in chunks.
    private void invoked() {
        var last = new AtomicReference<String>("");
        client.invokeModelWithResponseStream(
                        request -> request.modelId("nova").body(Bedrock.NOVA),
                        InvokeModelWithResponseStreamResponseHandler.builder()
                                .subscriber(InvokeModelWithResponseStreamResponseHandler.Visitor.builder()
                                        .onChunk(chunk -> last.set(chunk.bytes().asUtf8String()))
                                        .build())
                                .build())
                .join();
        Claims.check(last.get().contains("amazon-bedrock-invocationMetrics"), last.get());
    }

    private void abort() throws Exception {
        var begun = new CountDownLatch(1);
        var answer = client.converseStream(asking(Claims.LONG), telling(_ -> begun.countDown(), _ -> {}));
        Claims.check(begun.await(20, TimeUnit.SECONDS), "the answer did not begin");
        answer.cancel(true);
        Claims.seenLeaving(TENANT);
        bedrock.sayHello();
    }

    public static void main(String... ignored) throws Exception {
        var here = new AwsSdkJavaAsync();
        here.bedrock.addTo(new Claims("Java AWS SDK (async)", BedrockRuntimeAsyncClient.class))
                .claim("stream", here::stream)
                .claim("abort", here::abort)
                .note("retries", "with AWS_NEW_RETRIES_2026=true it waits as long as Retry-After says; otherwise its four attempts end within about 3 s")
                .report();
    }
}
