package io.breakwater.local.front;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.router.runtime.ResponseSink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StreamingTest {
    private static final Map<String, String> STREAM = Map.of("content-type", "text/event-stream");

    private static void pass(Semaphore gate) throws InterruptedException {
        if (!gate.tryAcquire(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the test did not open the gate within 20 s");
        }
    }

    private static void piece(ResponseSink sink, String text) throws IOException {
        sink.write(text.getBytes(UTF_8));
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.getOutputStream().flush();
    }

    private static String get(RunningFront front, String path) {
        return "GET %s HTTP/1.1\r\nhost: x\r\nx-api-key: %s\r\n\r\n".formatted(path, front.chat);
    }

    @Test
    void headers_arrive_before_the_first_piece_and_each_piece_before_the_next_is_made() throws Exception {
        Semaphore gate = new Semaphore(0);
        try (RunningFront front = new RunningFront((event, deadline, sink) -> {
            sink.begin(200, STREAM);
            for (int i = 1; i <= 3; i++) {
                pass(gate);
                piece(sink, "data: " + i + "\n");
            }
        })) {
            HttpResponse<InputStream> answer = front.client()
                    .send(
                            front.request("/v1/chat/completions")
                                    .header("x-api-key", front.chat)
                                    .build(),
                            BodyHandlers.ofInputStream());
            assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
                for (int i = 1; i <= 3; i++) {
                    gate.release();
                    assertThat(lines.readLine()).isEqualTo("data: " + i);
                }
                assertThat(lines.readLine()).isNull();
            }
        }
    }

    @Test
    void a_client_that_leaves_is_seen_by_the_function_as_an_io_exception_and_is_no_trouble() throws Exception {
        CompletableFuture<Exception> outcome = new CompletableFuture<>();
        try (RunningFront front = new RunningFront((event, deadline, sink) -> {
            sink.begin(200, STREAM);
            try {
                while (true) {
                    piece(sink, "data: x\n\n");
                }
            } catch (IOException e) {
                outcome.complete(e);
                throw e;
            }
        })) {
            try (Socket socket = front.socket()) {
                write(socket, get(front, "/v1/x"));
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
            assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
            assertThat(front.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(front.failures).isEmpty();
        }
    }

    @Test
    void a_function_that_fails_before_its_answer_gives_502_that_tells_the_client_nothing_of_the_cause()
            throws Exception {
        try (RunningFront front = new RunningFront((event, deadline, sink) -> {
            throw new IllegalStateException("the prompt was: secret");
        })) {
            HttpResponse<String> answer = front.get("/v1/x", "x-api-key", front.chat);

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body())
                    .startsWith("{\"type\":\"error\",\"error\":{")
                    .doesNotContain("secret", "Exception", "io.breakwater");
            assertThat(answer.headers().firstValue("retry-after")).contains("1");
            assertThat(front.failures)
                    .singleElement()
                    .asString()
                    .contains("GET /v1/x", "IllegalStateException", "StreamingTest")
                    .doesNotContain("secret");
        }
    }

    @Test
    void a_function_that_dies_of_an_error_gives_502_too() throws Exception {
        try (RunningFront front = new RunningFront((event, deadline, sink) -> {
            throw new NoClassDefFoundError("io/breakwater/Missing");
        })) {
            assertThat(front.get("/v1/x", "x-api-key", front.chat).statusCode()).isEqualTo(502);
        }
    }

    @Test
    void a_function_that_returns_without_an_answer_gives_502() throws Exception {
        try (RunningFront front = new RunningFront((event, deadline, sink) -> {})) {
            assertThat(front.get("/v1/x", "x-api-key", front.chat).statusCode()).isEqualTo(502);
            assertThat(front.failures).hasSize(1);
        }
    }

    @Test
    void a_function_that_fails_within_its_answer_cuts_the_connection_so_that_it_never_looks_whole() throws Exception {
        try (RunningFront front = new RunningFront((event, deadline, sink) -> {
            RunningFront.answer(sink, "half");
            throw new IllegalStateException("broken");
        })) {
            assertThatThrownBy(() -> front.get("/v1/x", "x-api-key", front.chat))
                    .isInstanceOf(IOException.class);
            assertThat(front.failures).hasSize(1);
        }
    }

    @Test
    void a_function_that_fails_after_the_end_of_its_answer_is_reported_and_leaves_the_connection_usable()
            throws Exception {
        try (RunningFront front = new RunningFront((event, deadline, sink) -> {
                    sink.begin(204, Map.of());
                    sink.end();
                    throw new IllegalStateException("late");
                });
                Socket socket = front.socket()) {
            write(socket, get(front, "/v1/x"));
            BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            assertThat(lines.readLine()).startsWith("HTTP/1.1 204");
            write(socket, "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
            assertThat(lines.lines().toList()).contains("HTTP/1.1 200 OK", "{\"status\":\"ok\"}");
            assertThat(front.failures).hasSize(1);
        }
    }

    @Test
    void the_sink_refuses_what_cannot_be_sent() throws Exception {
        try (RunningFront front = new RunningFront((event, deadline, sink) -> {
            assertThatThrownBy(() -> piece(sink, "early")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> sink.begin(99, Map.of())).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> sink.begin(200, Map.of("x", "a\r\nset-cookie: b")))
                    .isInstanceOf(IllegalArgumentException.class);
            RunningFront.answer(sink, "fine");
            assertThatThrownBy(() -> sink.begin(200, Map.of())).isInstanceOf(IllegalStateException.class);
        })) {
            HttpResponse<String> answer = front.get("/v1/x", "x-api-key", front.chat);

            assertThat(answer.body()).isEqualTo("fine");
            assertThat(answer.headers().map()).doesNotContainKeys("x", "set-cookie");
            assertThat(front.failures).isEmpty();
        }
    }

    @Test
    void the_functions_own_framing_headers_do_not_break_the_answer() throws Exception {
        try (RunningFront front = new RunningFront((event, deadline, sink) -> {
            sink.begin(200, Map.of("Content-Length", "3", "connection", "close", "x-kept", "yes"));
            piece(sink, "longer than three");
        })) {
            HttpResponse<String> answer = front.get("/v1/x", "x-api-key", front.chat);

            assertThat(answer.body()).isEqualTo("longer than three");
            assertThat(answer.headers().firstValue("x-kept")).contains("yes");
        }
    }

    @Test
    void an_answer_without_content_leaves_the_connection_usable() throws Exception {
        try (RunningFront front = new RunningFront((event, deadline, sink) -> sink.begin(204, Map.of()));
                Socket socket = front.socket()) {
            write(socket, get(front, "/v1/x"));
            BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            assertThat(lines.readLine()).startsWith("HTTP/1.1 204");
            write(socket, "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
            assertThat(lines.lines().toList()).contains("HTTP/1.1 200 OK", "{\"status\":\"ok\"}");
        }
    }

    @Test
    void requests_sent_ahead_on_one_connection_are_answered_in_order() throws Exception {
        try (RunningFront front = new RunningFront(
                        (event, deadline, sink) -> RunningFront.answer(sink, "for " + event.getPath() + "\n"));
                Socket socket = front.socket()) {
            write(socket, get(front, "/v1/1") + get(front, "/v1/2") + get(front, "/v1/3"));
            BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            for (int i = 1; i <= 3; i++) {
                String line = lines.readLine();
                while (!line.startsWith("for ")) {
                    line = lines.readLine();
                }
                assertThat(line).isEqualTo("for /v1/" + i);
            }
        }
    }

    @Test
    void a_client_that_sends_slowly_does_not_hold_up_the_others() throws Exception {
        try (RunningFront front = new RunningFront(RunningFront.answering("in"));
                Socket slow = front.socket()) {
            write(slow, "POST /v1/x HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\nx-api-key: " + front.chat);
            assertThat(front.get("/v1/x", "x-api-key", front.chat).body()).isEqualTo("in");

            write(slow, "\r\n\r\n12345");
            assertThat(front.get("/v1/x", "x-api-key", front.chat).body()).isEqualTo("in");

            write(slow, "67890");
            assertThat(slow.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    void a_hundred_streams_run_at_once() throws Exception {
        CountDownLatch all = new CountDownLatch(100);
        try (RunningFront front = new RunningFront((event, deadline, sink) -> {
            sink.begin(200, STREAM);
            all.countDown();
            assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
            piece(sink, "together");
        })) {
            CompletableFuture<?>[] answers = new CompletableFuture<?>[100];
            for (int i = 0; i < answers.length; i++) {
                answers[i] = front.client()
                        .sendAsync(
                                front.request("/v1/x")
                                        .header("x-api-key", front.chat)
                                        .build(),
                                BodyHandlers.ofString())
                        .thenAccept(answer -> assertThat(answer.body()).isEqualTo("together"));
            }
            CompletableFuture.allOf(answers).get(25, TimeUnit.SECONDS);
        }
    }
}
