package io.breakwater.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.WriteResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/// What the ledgers' client repeats: only requests that cannot have been carried out.
class LedgerClientTest {
    private static final ConditionalWrite WRITE = new ConditionalWrite(List.of(), List.of(new Change.Add("cf", -1)));

    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);
    private HttpServer server;
    private SdkHttpClient http;
    private volatile Answering answering = exchange -> {};

    /// How the table handles a request.
    private interface Answering {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
        http = Apache5HttpClient.create();
    }

    private WriteResult writePatiently() {
        return write(Duration.ofSeconds(20));
    }

    /// Writes with the real client, except for how long a call may take, since this machine may be
    /// busy.
    private WriteResult write(Duration longest) {
        Consumer<DynamoDbClientBuilder> here = more -> more.region(Region.US_EAST_1)
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
        try (DynamoDbClient dynamo = LedgerClient.of(http, here.andThen(more -> patient(more, longest)))) {
            return new DynamoLedgerStore(dynamo, "quota").write("T#a", WRITE);
        }
    }

    private static void patient(DynamoDbClientBuilder more, Duration longest) {
        more.overrideConfiguration(
                more.overrideConfiguration().toBuilder().apiCallTimeout(longest).build());
    }

    @AfterEach
    void stop() {
        closing.countDown();
        http.close();
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            answering.answer(exchange);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String error(String code) {
        return "{\"__type\":\"com.amazonaws.dynamodb.v20120810#%s\",\"message\":\"no\"}".formatted(code);
    }

    @Test
    void a_write_without_an_answer_in_time_is_not_repeated() {
        answering = exchange -> closing.await();
        assertThat(write(Duration.ofSeconds(2))).isInstanceOf(WriteResult.Unknown.class);
        assertThat(requests).hasValue(1);
    }

    @Test
    void a_write_whose_connection_broke_is_not_repeated() {
        answering = HttpExchange::close;
        assertThat(writePatiently()).isInstanceOf(WriteResult.Unknown.class);
        assertThat(requests).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void a_write_that_ended_in_a_fault_of_the_server_is_not_repeated(int status) {
        answering = exchange -> send(exchange, status, error("InternalServerError"));
        assertThat(writePatiently()).isInstanceOf(WriteResult.Unknown.class);
        assertThat(requests).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded"})
    void a_write_that_was_throttled_did_not_happen_and_is_made_once_more(String code) {
        answering = exchange -> {
            if (requests.get() == 1) {
                send(exchange, 400, error(code));
            } else {
                send(exchange, 200, "{\"Attributes\":{\"cf\":{\"N\":\"2\"}}}");
            }
        };
        assertThat(writePatiently())
                .isInstanceOfSatisfying(
                        WriteResult.Applied.class,
                        applied -> assertThat(applied.item().orZero("cf")).isEqualTo(2));
        assertThat(requests).hasValue(2);
    }

    @Test
    void a_table_that_goes_on_throttling_is_asked_no_more_than_twice() {
        answering = exchange -> send(exchange, 400, error("ThrottlingException"));
        assertThat(writePatiently()).isInstanceOf(WriteResult.Busy.class);
        assertThat(requests).hasValue(2);
    }
}
