package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.token.credentials.SdkToken;
import software.amazon.awssdk.auth.token.credentials.StaticTokenProvider;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.scheme.BearerAuthScheme;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.ModelStreamErrorException;
import software.amazon.awssdk.services.bedrockruntime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/// The AWS SDK for Java with only endpoint and key changed.
@Timeout(60)
class AwsSdkClientTest {
    private static LiveRun run;
    private static BedrockRuntimeClient client;
    private static BedrockRuntimeAsyncClient streaming;

    @BeforeAll
    static void start() throws Exception {
        run = LiveRun.start("plain.yaml");
        client = client(run.key("search"));
        streaming = BedrockRuntimeAsyncClient.builder()
                .endpointOverride(run.gateway())
                .region(Region.US_EAST_1)
                .tokenProvider(bearer(run.key("search")))
                .authSchemeProvider(_ -> List.of(bearerScheme()))
                // HTTP/2 from the first byte, which is also the default: in clear text there is no
                // negotiation.
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .protocol(Protocol.HTTP2)
                        .connectionTimeout(Duration.ofSeconds(5)))
                .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        streaming.close();
        run.close();
    }

    @AfterEach
    void mend() throws Exception {
        run.mend();
    }

    private record BearerKey(String token) implements SdkToken {
        @Override
        public Optional<Instant> expirationTime() {
            return Optional.empty();
        }
    }

    private static StaticTokenProvider bearer(String key) {
        return StaticTokenProvider.create(new BearerKey(key));
    }

    private static BedrockRuntimeClient client(String key) {
        return BedrockRuntimeClient.builder()
                .endpointOverride(run.gateway())
                .region(Region.US_EAST_1)
                .tokenProvider(bearer(key))
                .authSchemeProvider(_ -> List.of(bearerScheme()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    private static ConverseRequest asking(String model, String prompt) {
        return ConverseRequest.builder()
                .modelId(model)
                .messages(user(prompt))
                .inferenceConfig(config -> config.maxTokens(500))
                .build();
    }

    private static Message user(String prompt) {
        return Message.builder()
                .role(ConversationRole.USER)
                .content(ContentBlock.fromText(prompt))
                .build();
    }

    @Test
    void converse_is_answered() {
        ConverseResponse answer = client.converse(asking("claude", "hello"));

        assertThat(answer.stopReason()).isEqualTo(StopReason.END_TURN);
        assertThat(answer.output().message().content().getFirst().text())
                .isEqualTo("anthropic.claude-sonnet-4-6 heard: \"hello\".");
        assertThat(answer.usage().totalTokens())
                .isEqualTo(answer.usage().inputTokens() + answer.usage().outputTokens());
        assertThat(answer.responseMetadata().requestId()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "us.anthropic.claude-sonnet-4-6",
                "anthropic.claude-sonnet-4-6",
                "arn:aws:bedrock:us-east-1:123456789012:inference-profile/global.anthropic.claude-sonnet-4-6"
            })
    void bedrocks_own_ids_and_arns_name_the_alias_of_their_model(String id) {
        ConverseResponse answer = client.converse(asking(id, "hello"));

        assertThat(answer.output().message().content().getFirst().text())
                .isEqualTo("anthropic.claude-sonnet-4-6 heard: \"hello\".");
    }

    @Test
    void a_tool_is_called() {
        ConverseResponse answer = client.converse(asking("claude", "[[tool:weather {\"city\":\"Oslo\"}]]").toBuilder()
                .toolConfig(config -> config.tools(Tool.fromToolSpec(spec -> spec.name("weather")
                        .inputSchema(schema -> schema.json(Document.mapBuilder()
                                .putString("type", "object")
                                .build())))))
                .build());

        assertThat(answer.stopReason()).isEqualTo(StopReason.TOOL_USE);
        assertThat(answer.output()
                        .message()
                        .content()
                        .getFirst()
                        .toolUse()
                        .input()
                        .asMap()
                        .get("city")
                        .asString())
                .isEqualTo("Oslo");
    }

    @Test
    void a_signed_call_is_known_by_the_key_beside_its_signature() {
        try (BedrockRuntimeClient signing = BedrockRuntimeClient.builder()
                .endpointOverride(run.gateway())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
                .authSchemeProvider(_ -> List.of(signature()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(config -> config.putHeader("x-api-key", run.key("search")))
                .build()) {
            assertThat(signing.converse(asking("nova", "hello")).stopReason()).isEqualTo(StopReason.END_TURN);
        }
    }

    private static AuthSchemeOption bearerScheme() {
        return AuthSchemeOption.builder().schemeId(BearerAuthScheme.SCHEME_ID).build();
    }

    private static AuthSchemeOption signature() {
        return AuthSchemeOption.builder()
                .schemeId(AwsV4AuthScheme.SCHEME_ID)
                .putSignerProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "bedrock")
                .putSignerProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                .build();
    }

    @Test
    void a_stream_has_every_event_in_order() throws Exception {
        List<ConverseStreamOutput> events = stream("claude", "[[tokens:200]]");

        assertThat(events.getFirst().sdkEventType()).isEqualTo(ConverseStreamOutput.EventType.MESSAGE_START);
        assertThat(events.getLast().sdkEventType()).isEqualTo(ConverseStreamOutput.EventType.METADATA);
        assertThat(text(events).strip()).isEqualTo("lah ".repeat(200).strip());
        assertThat(events).hasSizeGreaterThan(10);
    }

    private static List<ConverseStreamOutput> stream(String model, String prompt) throws Exception {
        List<ConverseStreamOutput> events = new CopyOnWriteArrayList<>();
        streaming
                .converseStream(
                        ConverseStreamRequest.builder()
                                .modelId(model)
                                .messages(user(prompt))
                                .build(),
                        ConverseStreamResponseHandler.builder()
                                .subscriber(events::add)
                                .build())
                .get(30, TimeUnit.SECONDS);
        return events;
    }

    private static String text(List<ConverseStreamOutput> events) {
        StringBuilder text = new StringBuilder();
        for (ConverseStreamOutput event : events) {
            event.accept(ConverseStreamResponseHandler.Visitor.builder()
                    .onContentBlockDelta(delta ->
                            text.append(Objects.requireNonNullElse(delta.delta().text(), "")))
                    .build());
        }
        return text.toString();
    }

    @Test
    void a_stream_that_breaks_fails_with_a_typed_exception() throws Exception {
        run.faults("[{\"fault\":\"cut-stream\",\"times\":1}]");

        var failed = catchThrowableOfType(ExecutionException.class, () -> stream("nova", "[[tokens:200]]"));

        assertThat(failed).hasCauseInstanceOf(ModelStreamErrorException.class);
    }

    @Test
    void errors_have_the_types_that_the_client_knows() {
        assertThat(catchThrowableOfType(
                        ResourceNotFoundException.class, () -> client.converse(asking("nobody", "hello"))))
                .isNotNull();
        var invalid = catchThrowableOfType(
                ValidationException.class,
                () -> client.converse(asking("claude", "hello").toBuilder()
                        .inferenceConfig(config -> config.temperature(7f))
                        .build()));
        assertThat(invalid.awsErrorDetails().errorMessage()).contains("inferenceConfig.temperature");
        try (BedrockRuntimeClient stranger = client("nobody")) {
            assertThat(catchThrowableOfType(
                            AccessDeniedException.class, () -> stranger.converse(asking("claude", "hello"))))
                    .isNotNull();
        }
        try (BedrockRuntimeClient one = client(run.key("one"))) {
            one.converse(asking("claude", "hello"));
            var throttled =
                    catchThrowableOfType(ThrottlingException.class, () -> one.converse(asking("claude", "hello")));
            assertThat(throttled.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("retry-after"))
                    .hasValueSatisfying(seconds -> assertThat(seconds).matches("[1-9]\\d*"));
        }
    }

    @Test
    void a_stream_that_is_refused_fails_with_a_typed_exception() {
        var failed = catchThrowableOfType(ExecutionException.class, () -> stream("nobody", "hello"));

        assertThat(failed).hasCauseInstanceOf(ResourceNotFoundException.class);
    }
}
