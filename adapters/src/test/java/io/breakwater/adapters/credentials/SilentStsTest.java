package io.breakwater.adapters.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.adapters.bedrock.BedrockHttp;
import io.breakwater.adapters.credentials.TargetCredentials.Found;
import io.breakwater.model.AccountId;
import io.breakwater.model.ProfileId;
import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/// An STS behind a real socket that accepts calls and never answers.
@Timeout(30)
class SilentStsTest {
    private static final TenantId TENANT = new TenantId("search");
    private static final Target TARGET = new Target(
            new ShardId("a"),
            new AccountId("111111111111"),
            new io.breakwater.model.Region("us-east-1"),
            new ProfileId("us.amazon.nova-lite-v1:0"));

    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final SdkHttpClient http = BedrockHttp.client(Duration.ofSeconds(1));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;
    private StsClient sts;
    private AssumedRoles roles;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::stall);
        server.start();
        sts = StsCalls.of(
                http,
                client -> client.endpointOverride(URI.create(
                                "http://127.0.0.1:" + server.getAddress().getPort()))
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret"))));
        roles = new AssumedRoles(
                sts,
                new AssumedRoles.Names("breakwater-test", false),
                shard -> new AssumedRoles.ShardRole("arn:aws:iam::111111111111:role/r", Optional.empty()),
                InstantSource.system(),
                new SplittableRandom(42));
    }

    @AfterEach
    void stop() {
        ending.countDown();
        roles.close();
        sts.close();
        http.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void stall(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        try {
            ending.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private record Timed(Found found, Duration took) {}

    private Timed timed(Duration budget) {
        long begun = System.nanoTime();
        Found found = roles.of(TARGET, TENANT, budget);
        return new Timed(found, Duration.ofNanos(System.nanoTime() - begun));
    }

    @Test
    void a_request_with_half_a_second_is_told_after_half_a_second() {
        Timed timed = timed(Duration.ofMillis(500));

        assertThat(timed.found()).isEqualTo(new Found.NoneNow("STS has not answered within 500 ms", Duration.ZERO));
        assertThat(timed.took()).isLessThan(Duration.ofMillis(1_500));
    }

    @Test
    void a_request_with_plenty_of_time_moves_on_within_two_seconds() {
        Timed timed = timed(Duration.ofSeconds(30));

        assertThat(timed.found()).isInstanceOf(Found.NoneNow.class);
        assertThat(timed.took()).isLessThan(Duration.ofMillis(2_500));
    }

    @Test
    void a_hundred_at_once_wait_for_one_question_together() throws Exception {
        List<Future<Timed>> all = new ArrayList<>();
        for (int request = 0; request < 100; request++) {
            all.add(threads.submit(() -> timed(Duration.ofSeconds(30))));
        }
        for (Future<Timed> one : all) {
            assertThat(one.get().found()).isInstanceOf(Found.NoneNow.class);
        }

        assertThat(calls.get()).as("one question, made twice at most").isBetween(1, 2);
        assertThat(timed(Duration.ofSeconds(30)).took())
                .as("the next one is told at once")
                .isLessThan(Duration.ofMillis(400));
    }
}
