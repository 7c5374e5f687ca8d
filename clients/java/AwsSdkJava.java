import shared.Bedrock;
import shared.Claims;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

/// The AWS SDK's client that waits.
public class AwsSdkJava {
    private static Bedrock.Caller client(String key, String gateway, boolean retries) {
        return Bedrock.client(BedrockRuntimeClient.builder(), key, gateway, retries)::converse;
    }

    public static void main(String... ignored) throws Exception {
        var bedrock = new Bedrock("aws-sdk-java", AwsSdkJava::client);
        bedrock.addTo(new Claims("Java AWS SDK (sync)", BedrockRuntimeClient.class))
                .notSupported("stream", "it has no ConverseStream")
                .notSupported("abort", "it has no ConverseStream")
                .report();
    }
}
