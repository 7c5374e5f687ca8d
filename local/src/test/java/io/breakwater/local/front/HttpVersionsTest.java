package io.breakwater.local.front;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.breakwater.local.run.LocalTls;
import io.breakwater.router.ProxyHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// HTTP/1.1 and HTTP/2, in clear and over TLS, are one API.
@Timeout(60)
class HttpVersionsTest {
    /// A router that answers everything with what it received.
    private static final ProxyHandler ECHO = (event, deadline, sink) -> RunningFront.answer(
            sink,
            "%s %s %s"
                    .formatted(
                            event.getRequestContext().getProtocol(),
                            event.getHeaders().get("host"),
                            said(event)));

    private static String said(APIGatewayProxyRequestEvent event) {
        return event.getBody() == null ? "" : new String(Base64.getDecoder().decode(event.getBody()), UTF_8);
    }

    @TempDir
    private static Path folder;

    private static LocalTls tls;
    private static SSLContext trusting;

    enum Way {
        CLEAR_1(Version.HTTP_1_1, false, Version.HTTP_1_1),
        CLEAR_UPGRADE_OFFERED(Version.HTTP_2, false, Version.HTTP_1_1),
        TLS_1(Version.HTTP_1_1, true, Version.HTTP_1_1),
        TLS_2(Version.HTTP_2, true, Version.HTTP_2);

        private final Version offered;
        private final boolean secure;
        private final Version spoken;

        Way(Version offered, boolean secure, Version spoken) {
            this.offered = offered;
            this.secure = secure;
            this.spoken = spoken;
        }

        URI uri(RunningFront front, String path) {
            return URI.create((secure ? front.front.tlsUri().orElseThrow() : front.front.uri()) + path);
        }
    }

    @BeforeAll
    static void trust() throws Exception {
        tls = LocalTls.open(folder, Instant.now());
        KeyStore authority = KeyStore.getInstance(tls.trustStore().toFile(), "breakwater".toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(authority);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trusted.getTrustManagers(), null);
    }

    private static HttpClient client(Way way) {
        return HttpClient.newBuilder().version(way.offered).sslContext(trusting).build();
    }

    private static RunningFront front(ProxyHandler router) throws IOException {
        return new RunningFront(router, RunningFront.LIMITS, tls.identity());
    }

    private static HttpRequest.Builder request(RunningFront front, Way way) {
        return HttpRequest.newBuilder(way.uri(front, "/v1/x"))
                .timeout(Duration.ofSeconds(20))
                .header("x-api-key", front.chat);
    }

    @ParameterizedTest
    @EnumSource
    void a_request_is_the_same_in_each(Way way) throws Exception {
        try (RunningFront front = front(ECHO);
                HttpClient client = client(way)) {
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> answer = client.send(
                        request(front, way)
                                .POST(BodyPublishers.ofString("whole"))
                                .build(),
                        BodyHandlers.ofString());

                assertThat(answer.version()).isEqualTo(way.spoken);
                assertThat(answer.body())
                        .endsWith("whole")
                        .contains(way.uri(front, "").getRawAuthority())
                        .startsWith(way.spoken == Version.HTTP_2 ? "HTTP/2" : "HTTP/1.1");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_body_of_unknown_length_arrives_whole_and_none_is_not_waited_for(Way way) throws Exception {
        byte[] body = "0123456789".repeat(9_000).getBytes(UTF_8);
        try (RunningFront front = front(ECHO);
                HttpClient client = client(way)) {
            HttpResponse<String> sent = client.send(
                    request(front, way)
                            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                            .build(),
                    BodyHandlers.ofString());
            HttpResponse<String> none = client.send(request(front, way).GET().build(), BodyHandlers.ofString());

            assertThat(sent.body()).endsWith(new String(body, UTF_8));
            assertThat(none.statusCode()).isEqualTo(200);
        }
    }

    /// Without HTTP/2: if a client cancels one of its streams, this is sometimes noticed only by the
    /// time limit for readers.
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TLS_2")
    void pieces_arrive_as_they_are_sent_and_who_goes_is_noticed(Way way) throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        CompletableFuture<Throwable> noticed = new CompletableFuture<>();
        ProxyHandler router = (event, deadline, sink) -> {
            sink.begin(200, Map.of());
            sink.write("first".getBytes(UTF_8));
            try {
                assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
                while (true) {
                    sink.write(new byte[10_000]);
                }
            } catch (IOException gone) {
                noticed.complete(gone);
                throw gone;
            }
        };
        try (RunningFront front = front(router);
                HttpClient client = client(way)) {
            InputStream body = client.send(request(front, way).build(), BodyHandlers.ofInputStream())
                    .body();
            assertThat(body.readNBytes(5)).asString(UTF_8).isEqualTo("first");
            body.close();
            client.shutdownNow();
            read.countDown();

            assertThat(noticed.get(45, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_body_with_a_bad_key_is_refused_and_the_refusal_read(Way way) throws Exception {
        try (RunningFront front = front(ECHO);
                HttpClient client = client(way)) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(way.uri(front, "/v1/chat/completions"))
                            .header("x-api-key", front.unknownKey())
                            .POST(BodyPublishers.ofString("x".repeat(2_000_000)))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_runs_ends_whole_when_the_front_closes(Way way) throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        ProxyHandler router = (event, deadline, sink) -> {
            sink.begin(200, Map.of());
            running.countDown();
            assertThat(finish.await(20, TimeUnit.SECONDS)).isTrue();
            sink.write("end".getBytes(UTF_8));
        };
        RunningFront front = front(router);
        try (HttpClient client = client(way)) {
            CompletableFuture<HttpResponse<String>> answer =
                    client.sendAsync(request(front, way).build(), BodyHandlers.ofString());
            assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
            Thread closing = Thread.ofVirtual().start(front.front::close);
            finish.countDown();

            assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("end");
            assertThat(closing.join(Duration.ofSeconds(20))).isTrue();
        } finally {
            front.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_model_may_be_silent_for_longer_than_a_reader(Way way) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        ProxyHandler router = (event, deadline, sink) -> {
            sink.begin(200, Map.of());
            assertThat(never.await(RunningFront.IMPATIENT.readerIdle().toMillis() * 5 / 2, TimeUnit.MILLISECONDS))
                    .isFalse();
            sink.write("late".getBytes(UTF_8));
        };
        try (RunningFront front = new RunningFront(router, RunningFront.IMPATIENT, tls.identity());
                HttpClient client = client(way)) {
            assertThat(client.send(request(front, way).build(), BodyHandlers.ofString())
                            .body())
                    .isEqualTo("late");
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_that_nobody_reads_ends(Way way) throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        ProxyHandler router = (event, deadline, sink) -> {
            sink.begin(200, Map.of());
            try {
                while (true) {
                    sink.write(new byte[100_000]);
                }
            } catch (IOException unread) {
                ended.complete(unread);
                throw unread;
            }
        };
        try (RunningFront front = new RunningFront(router, RunningFront.IMPATIENT, tls.identity());
                HttpClient client = client(way)) {
            HttpResponse<InputStream> unread = client.send(request(front, way).build(), BodyHandlers.ofInputStream());

            assertThat(unread.statusCode()).isEqualTo(200);
            assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
            unread.body().close();
        }
    }

    @Test
    void a_head_that_trickles_over_tls_is_cut_and_a_connection_that_rests_is_not() throws Exception {
        try (RunningFront front = new RunningFront(ECHO, RunningFront.IMPATIENT, tls.identity());
                var resting = socket(front);
                var trickling = socket(front)) {
            resting.startHandshake();
            trickling.startHandshake();
            write(trickling.getOutputStream(), "GET /v1/x HTTP/1.1\r\n");

            trickling.setSoTimeout(20_000);
            trickling.getInputStream().transferTo(OutputStream.nullOutputStream());
            resting.setSoTimeout(500);
            assertThatThrownBy(() -> resting.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            write(
                    resting.getOutputStream(),
                    "GET /v1/x HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-api-key: %s\r\n\r\n"
                            .formatted(front.chat));
            resting.setSoTimeout(20_000);
            assertThat(new String(resting.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void who_does_not_trust_the_authority_is_not_answered() throws Exception {
        try (RunningFront front = front(ECHO);
                HttpClient client = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> client.send(request(front, Way.TLS_2).build(), BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void a_port_for_tls_that_is_taken_is_named_with_its_option() throws Exception {
        try (RunningFront front = front(ECHO)) {
            int taken = front.front.port();

            assertThatThrownBy(() -> JettyServer.start(
                            new FrontAddress(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                    Optional.of(new TlsListener(taken, false, tls.identity()))),
                            RunningFront.IMPATIENT,
                            call -> {}))
                    .isInstanceOf(PortInUseException.class)
                    .hasMessageContaining("port " + taken)
                    .hasMessageContaining("--tls-port");
        }
    }

    private static SSLSocket socket(RunningFront front) throws IOException {
        return (SSLSocket) trusting.getSocketFactory()
                .createSocket(
                        InetAddress.getLoopbackAddress(),
                        front.front.tlsUri().orElseThrow().getPort());
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }
}
