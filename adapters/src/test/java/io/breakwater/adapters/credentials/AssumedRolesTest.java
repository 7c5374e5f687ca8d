package io.breakwater.adapters.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/// Roles are assumed as rarely as possible; a small STS counts the calls.
@Timeout(30)
class AssumedRolesTest {
    private static final TenantId TENANT = new TenantId("search");
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final List<String> forms = new CopyOnWriteArrayList<>();
    private volatile Duration life = Duration.ofHours(1);
    private volatile Duration later = Duration.ZERO;
    private volatile boolean down;
    private HttpServer server;
    private StsClient sts;
    private AssumedRoles roles;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        sts = StsClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
                .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
        roles = new AssumedRoles(
                sts,
                new AssumedRoles.Names("breakwater-test", false),
                shard -> new AssumedRoles.ShardRole(
                        "arn:aws:iam::111111111111:role/shard-" + shard, Optional.of("word-" + shard)),
                later(),
                new SplittableRandom(42));
    }

    private InstantSource later() {
        return () -> Instant.now().plus(later);
    }

    private Found found(Target target) {
        return roles.of(target, TENANT, WAIT);
    }

    private String key(Target target) {
        return ((Found.Valid) found(target)).identity().accessKeyId();
    }

    @AfterEach
    void stop() {
        roles.close();
        sts.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        forms.add(URLDecoder.decode(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        byte[] body = (down ? "<ErrorResponse/>" : session(forms.size())).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "text/xml");
        exchange.sendResponseHeaders(down ? 503 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String session(int number) {
        return "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials>"
                + "<AccessKeyId>ASIA" + number + "</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
                + "<SessionToken>t</SessionToken><Expiration>"
                + Instant.now().plus(life).truncatedTo(ChronoUnit.SECONDS)
                + "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";
    }

    private static Target target(String shard, String region, String profile) {
        return new Target(
                new ShardId(shard),
                new AccountId("111111111111"),
                new io.breakwater.model.Region(region),
                new ProfileId(profile));
    }

    private static final Target A = target("a", "us-east-1", "us.amazon.nova-lite-v1:0");
    private static final Target A_ELSEWHERE = target("a", "us-west-2", "us.anthropic.claude-sonnet-4-6");
    private static final Target B = target("b", "us-east-1", "us.amazon.nova-lite-v1:0");

    @Test
    void a_shards_role_is_assumed_once_whatever_its_targets() {
        assertThat(key(A)).isEqualTo("ASIA1");
        assertThat(key(A_ELSEWHERE)).isEqualTo("ASIA1");
        assertThat(key(B)).isEqualTo("ASIA2");

        assertThat(forms).hasSize(2);
        assertThat(forms.getFirst())
                .contains(
                        "Action=AssumeRole",
                        "RoleArn=arn:aws:iam::111111111111:role/shard-a",
                        "RoleSessionName=breakwater-test",
                        "DurationSeconds=3600",
                        "ExternalId=word-a");
    }

    @Test
    void many_at_once_share_one_session() throws Exception {
        List<Future<String>> keys = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                keys.add(threads.submit(() -> key(A)));
            }
        }

        Set<String> different = new HashSet<>();
        for (Future<String> key : keys) {
            different.add(key.get(10, TimeUnit.SECONDS));
        }
        assertThat(different).containsExactly("ASIA1");
        assertThat(forms).hasSize(1);
    }

    @Test
    void refused_credentials_are_forgotten_for_their_shard_alone() {
        found(A);
        found(B);
        later = Duration.ofSeconds(6);

        roles.renew(A_ELSEWHERE, TENANT);

        assertThat(key(A)).isEqualTo("ASIA3");
        assertThat(key(B)).isEqualTo("ASIA2");
    }

    @Test
    void an_outage_of_sts_does_not_matter_while_a_session_lasts() {
        found(A);
        down = true;

        assertThat(key(A)).isEqualTo("ASIA1");
        assertThat(found(B)).isInstanceOf(Found.NoneNow.class);
        down = false;
        later = Duration.ofSeconds(1);
        assertThat(key(B)).startsWith("ASIA");
    }

    @Test
    void an_outage_of_sts_does_not_matter_while_a_session_that_should_be_renewed_still_lasts() {
        life = Duration.ofMinutes(10);
        found(A);
        down = true;

        assertThat(key(A)).isEqualTo("ASIA1");
    }
}
