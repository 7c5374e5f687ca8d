import shared.Bedrock;
import shared.Claims;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;

/// The AWS SDK's synchronous client.
public class AwsSdkJava {
    private static final String TENANT = "aws-sdk-java";

    private static Bedrock.Caller client(String key, String gateway, boolean retries) {
        return Bedrock.client(BedrockRuntimeClient.builder(), key, gateway, retries)::converse;
    }

    /// The body of a model family, and the count of a request's tokens.
    private static void invoked() throws Exception {
        try (var client = Bedrock.client(BedrockRuntimeClient.builder(), Claims.key(TENANT), Claims.GATEWAY, false)) {
            var answer = client.invokeModel(Bedrock.invoking(InvokeModelRequest.builder()).build());
            Claims.check(Bedrock.saysHello(answer.body()), answer.body().asUtf8String());
            var counted = client.countTokens(request -> request.modelId(Claims.MODEL)
                    .input(input -> input.converse(asked -> asked.messages(Bedrock.user(ContentBlock.fromText("Hello"))))));
            Claims.check(counted.inputTokens() > 0, "nothing was counted");
        }
    }

    public static void main(String... ignored) throws Exception {
        var bedrock = new Bedrock(TENANT, AwsSdkJava::client);
        bedrock.addTo(new Claims("Java AWS SDK (sync)", BedrockRuntimeClient.class))
                .claim("text", () -> {
                    bedrock.text();
                    invoked();
                })
                .notSupported("stream", "it has no ConverseStream")
                .notSupported("abort", "it has no ConverseStream")
                .report();
    }
}
