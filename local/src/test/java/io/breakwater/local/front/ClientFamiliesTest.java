package io.breakwater.local.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;
import software.amazon.awssdk.identity.spi.TokenIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;

@Timeout(60)
class ClientFamiliesTest {

    private static OpenAIClient openAi(RunningFront front, String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(front.front.uri() + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private static BedrockRuntimeClient bedrock(URI endpoint, String key) {
        return BedrockRuntimeClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .httpClient(UrlConnectionHttpClient.create())
                .tokenProvider(new Token(key))
                .authSchemeProvider(parameters -> List.of(AuthSchemeOption.builder()
                        .schemeId("smithy.api#httpBearerAuth")
                        .build()))
                .overrideConfiguration(options -> options.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private record Token(String key) implements IdentityProvider<TokenIdentity> {
        @Override
        public Class<TokenIdentity> identityType() {
            return TokenIdentity.class;
        }

        @Override
        public CompletableFuture<TokenIdentity> resolveIdentity(ResolveIdentityRequest request) {
            return CompletableFuture.completedFuture(TokenIdentity.create(key));
        }
    }

    private static void drain(RunningFront front) throws Exception {
        for (int i = 0; i < 10; i++) {
            front.get("/v1/models", "x-api-key", front.search);
        }
    }

    @Test
    void openai_clients_see_their_own_errors_for_a_bad_key_and_for_a_throttle() throws Exception {
        try (RunningFront front = new RunningFront(RunningFront.answering("{}"))) {
            OpenAIClient stranger = openAi(front, front.unknownKey());
            assertThatThrownBy(() -> stranger.models().list())
                    .isInstanceOfSatisfying(
                            UnauthorizedException.class,
                            e -> assertThat(e.code()).contains("invalid_api_key"));

            drain(front);
            OpenAIClient throttled = openAi(front, front.search);
            assertThatThrownBy(() -> throttled.models().list()).isInstanceOf(RateLimitException.class);
            stranger.close();
            throttled.close();
        }
    }

    @Test
    void aws_clients_see_their_own_errors_for_a_bad_key_and_for_a_throttle() throws Exception {
        try (RunningFront front = new RunningFront(RunningFront.answering("{}"));
                BedrockRuntimeClient stranger = bedrock(front.front.uri(), front.unknownKey());
                BedrockRuntimeClient throttled = bedrock(front.front.uri(), front.search)) {
            assertThatThrownBy(() -> stranger.converse(request -> request.modelId("claude-sonnet")))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("API key");

            drain(front);
            assertThatThrownBy(() -> throttled.converse(request -> request.modelId("claude-sonnet")))
                    .isInstanceOf(ThrottlingException.class);
        }
    }

    @Test
    void an_aws_client_with_the_key_as_its_bearer_token_gets_in() throws Exception {
        try (RunningFront front =
                        new RunningFront((event, deadline, sink) -> RunningFront.answer(sink, event.getPath()));
                BedrockRuntimeClient client = bedrock(front.front.uri(), front.chat)) {
            assertThat(client.invokeModel(request -> request.modelId("claude-sonnet"))
                            .body()
                            .asUtf8String())
                    .isEqualTo("/model/claude-sonnet/invoke");
        }
    }
}
