package io.breakwater.local.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.surface.Cors;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LifecycleTest {
    private static final FrontSettings SETTINGS = new FrontSettings(
            "123456789012",
            "us-east-1",
            "local",
            Map.of(),
            Duration.ZERO,
            1_000,
            Duration.ofMinutes(15),
            Cors.OFF,
            RunningFront.LIMITS);

    private static LocalFront start(InetSocketAddress address) throws Exception {
        FrontFunctions none = new FrontFunctions(
                event -> {
                    throw new IllegalStateException("unused");
                },
                event -> {
                    throw new IllegalStateException("unused");
                },
                (event, deadline, sink) -> {},
                new LocalAdminApi("t".repeat(32), event -> {
                    throw new IllegalStateException("unused");
                }));
        return LocalFront.start(SETTINGS, address, none, InstantSource.system(), line -> {});
    }

    @Test
    void a_port_in_use_is_named_with_what_to_do() throws Exception {
        try (RunningFront front = new RunningFront(RunningFront.answering("in"))) {
            int port = front.front.port();

            assertThatThrownBy(() -> start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
                    .isInstanceOf(PortInUseException.class)
                    .hasMessageContaining("port " + port)
                    .hasMessageContaining("another port");
        }
    }

    @Test
    void nothing_but_the_loopback_interface_is_listened_on() {
        assertThatThrownBy(() -> start(new InetSocketAddress("0.0.0.0", 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void closing_lets_a_running_request_finish_and_takes_no_new_one() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        RunningFront front = new RunningFront((event, deadline, sink) -> {
            sink.begin(200, Map.of());
            running.countDown();
            assertThat(finish.await(20, TimeUnit.SECONDS)).isTrue();
            sink.write(new byte[] {'o', 'k'});
        });
        CompletableFuture<HttpResponse<String>> answer = front.client()
                .sendAsync(
                        front.request("/v1/x").header("x-api-key", front.chat).build(), BodyHandlers.ofString());
        assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();

        Thread closing = Thread.ofVirtual().start(front.front::close);
        awaitRefusal(front);
        finish.countDown();

        assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("ok");
        assertThat(closing.join(Duration.ofSeconds(20))).isTrue();
        front.close();
    }

    @Test
    void while_it_stops_connections_that_are_open_learn_it_from_healthz_and_are_refused_in_time() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        RunningFront front = new RunningFront((event, deadline, sink) -> {
            sink.begin(200, Map.of());
            running.countDown();
            assertThat(finish.await(20, TimeUnit.SECONDS)).isTrue();
        });
        try (Socket asking = front.socket();
                Socket calling = front.socket()) {
            assertThat(said(asking, "/healthz", front.chat)).contains("HTTP/1.1 200", "\"ok\"");
            assertThat(said(calling, "/healthz", front.chat)).contains("HTTP/1.1 200");
            CompletableFuture<HttpResponse<String>> answer = front.client()
                    .sendAsync(
                            front.request("/v1/x")
                                    .header("x-api-key", front.chat)
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
            Thread closing = Thread.ofVirtual().start(front.front::close);
            awaitRefusal(front);

            assertThat(said(asking, "/healthz", front.chat)).contains("HTTP/1.1 503", "\"stopping\"");
            assertThat(said(calling, "/v1/x", front.chat))
                    .contains("HTTP/1.1 503", "retry-after: 1", "connection: close", "another connection");
            finish.countDown();
            assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(closing.join(Duration.ofSeconds(20))).isTrue();
        } finally {
            finish.countDown();
            front.close();
        }
    }

    /// The head and a body of at most a few hundred bytes.
    private static String said(Socket socket, String path, String key) throws Exception {
        socket.getOutputStream()
                .write("GET %s HTTP/1.1\r\nhost: x\r\nx-api-key: %s\r\n\r\n"
                        .formatted(path, key)
                        .getBytes(StandardCharsets.UTF_8));
        StringBuilder text = new StringBuilder();
        for (int next = 0; next >= 0 && !text.toString().endsWith("}"); ) {
            next = socket.getInputStream().read();
            text.append((char) next);
        }
        return text.toString().toLowerCase(Locale.ROOT).replace("http/1.1", "HTTP/1.1");
    }

    private static void awaitRefusal(RunningFront front) throws Exception {
        while (true) {
            try {
                front.socket().close();
            } catch (ConnectException _) {
                return;
            } catch (SocketException _) {
                // The listener closed while this connection waited to be accepted: the next one is
                // refused.
            }
        }
    }

    @Test
    void closing_is_quick_when_nothing_runs_even_after_a_cut_connection() throws Exception {
        RunningFront front = new RunningFront((event, deadline, sink) -> {
            RunningFront.answer(sink, "half");
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(() -> front.get("/v1/x", "x-api-key", front.chat)).isInstanceOf(Exception.class);

        Thread closing = Thread.ofVirtual().start(front::close);

        assertThat(closing.join(Duration.ofSeconds(3))).isTrue();
    }
}
