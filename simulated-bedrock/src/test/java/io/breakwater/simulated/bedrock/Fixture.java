package io.breakwater.simulated.bedrock;

import io.breakwater.model.Lifecycle;
import io.breakwater.model.Streaming;
import io.breakwater.simulated.bedrock.quota.QuotaLimits;
import io.breakwater.simulated.bedrock.quota.QuotaRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/// A simulation whose clock only a pause moves, and real clients for it.
final class Fixture implements AutoCloseable {

    static final String ACCOUNT_A = "111111111111";
    static final String ACCOUNT_B = "222222222222";
    static final String SONNET = "us.anthropic.claude-sonnet-4-6";
    static final String SONNET_MODEL = "anthropic.claude-sonnet-4-6";
    static final String NOVA = "amazon.nova-lite-v1:0";
    static final String APPLICATION =
            "arn:aws:bedrock:us-east-1:111111111111:application-inference-profile/abc123def456";
    static final String TITAN = "amazon.titan-embed-text-v2:0";
    static final String COHERE = "cohere.embed-english-v3";
    static final String NOVA_EMBEDDING = "amazon.nova-2-multimodal-embeddings-v1:0";
    static final String LLAMA = "meta.llama3-3-70b-instruct-v1:0";
    static final String GPT_MODEL = "openai.gpt-6-sol";
    static final String GPT = "us.openai.gpt-6-sol";
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private static final List<String> US = List.of("us-east-1", "us-east-2", "us-west-2");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final SdkAsyncHttpClient NETTY = NettyNioAsyncHttpClient.builder()
            .protocol(Protocol.HTTP1_1)
            .maxConcurrency(400)
            .connectionAcquisitionTimeout(Duration.ofSeconds(60))
            .build();

    final AtomicReference<Instant> now = new AtomicReference<>(START);
    final ConcurrentLinkedQueue<Duration> pauses = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
    final SimulatedBedrock simulation;

    Fixture(SimulationSettings settings) {
        simulation = SimulatedBedrock.start(settings, loopback(0), clock(), this::passed, problems::add);
    }

    static Fixture started() {
        return new Fixture(settings());
    }

    static Fixture with(QuotaRule... quotas) {
        return new Fixture(settings().withLimits(QuotaLimits.of(quotas)));
    }

    static Fixture changed(UnaryOperator<SimulationSettings> change) {
        return new Fixture(change.apply(settings()));
    }

    static SimulationSettings settings() {
        Catalogue catalogue = new Catalogue(
                Map.of(
                        SONNET_MODEL, new ModelSpec(64_000, 200_000, 5),
                        GPT_MODEL, new ModelSpec(128_000, 272_000, 10),
                        NOVA, new ModelSpec(10_000, 300_000, 1, Set.of("us-east-1")),
                        TITAN, new ModelSpec(1, 8_192, 1, Set.of("us-east-1")),
                        COHERE, new ModelSpec(1, 8_192, 1, Set.of("us-east-1")),
                        NOVA_EMBEDDING, new ModelSpec(1, 8_192, 1, Set.of("us-east-1")),
                        LLAMA,
                                new ModelSpec(
                                        8_192, 128_000, 1, Set.of("us-east-1"), Lifecycle.ACTIVE, Streaming.TEXT, 0)),
                Map.of(
                        SONNET,
                        new ProfileSpec(SONNET_MODEL, Map.of("us-east-1", US, "us-west-2", US)),
                        GPT,
                        new ProfileSpec(GPT_MODEL, Map.of("us-east-1", US, "us-west-2", US))),
                Map.of("abc123def456", new ApplicationProfile("search", SONNET)));
        return SimulationSettings.of(accounts(), catalogue).withLatency(Latency.NONE);
    }

    static String roleOf(String account) {
        return "arn:aws:iam::" + account + ":role/gateways/breakwater-shard";
    }

    private static SimulatedAccounts accounts() {
        return new SimulatedAccounts(
                Set.of(ACCOUNT_A, ACCOUNT_B), Map.of(roleOf(ACCOUNT_A), "", roleOf(ACCOUNT_B), "breakwater-b"));
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private InstantSource clock() {
        return now::get;
    }

    private void passed(Duration duration) {
        pauses.add(duration);
        now.updateAndGet(instant -> instant.plus(duration));
    }

    BedrockRuntimeClient client() {
        return client(ACCOUNT_A, Region.US_EAST_1);
    }

    BedrockRuntimeClient client(String account, Region region) {
        return client(SimulatedBedrock.accessKeyId(account), "secret", region);
    }

    BedrockRuntimeClient client(String accessKeyId, String secret, Region region) {
        return BedrockRuntimeClient.builder()
                .endpointOverride(simulation.endpoint())
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secret)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    BedrockRuntimeAsyncClient asyncClient() {
        return BedrockRuntimeAsyncClient.builder()
                .endpointOverride(simulation.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(SimulatedBedrock.accessKeyId(ACCOUNT_A), "secret")))
                .httpClient(NETTY)
                .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    static ConverseRequest asking(String text) {
        return asking(SONNET, text);
    }

    static ConverseRequest asking(String modelId, String text) {
        return ConverseRequest.builder()
                .modelId(modelId)
                .messages(user(text))
                .inferenceConfig(config -> config.maxTokens(500))
                .build();
    }

    static Message user(String text) {
        return Message.builder()
                .role(ConversationRole.USER)
                .content(ContentBlock.fromText(text))
                .build();
    }

    static String textOf(ConverseResponse response) {
        return response.output().message().content().getFirst().text();
    }

    HttpResponse<String> control(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulation.endpoint() + "/_sim/" + path))
                .timeout(Duration.ofSeconds(10))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return send(request);
    }

    /// A call as any HTTP client would make it, with the credential scope of account A in us-east-1.
    HttpResponse<String> raw(String path, String body) {
        return send(signed(path, body));
    }

    HttpRequest signed(String path, String body) {
        String scope = SimulatedBedrock.accessKeyId(ACCOUNT_A) + "/20260301/us-east-1/bedrock/aws4_request";
        return HttpRequest.newBuilder(URI.create(simulation.endpoint() + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=" + scope + ", SignedHeaders=host, Signature=00")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void fault(String json) {
        HttpResponse<String> answer = control("POST", "faults", json);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    @Override
    public void close() {
        simulation.close();
    }
}
