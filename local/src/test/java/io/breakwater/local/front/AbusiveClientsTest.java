package io.breakwater.local.front;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.router.runtime.ResponseSink;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that send without a key, send too much or too slowly, or do not read.
@Timeout(60)
class AbusiveClientsTest {
    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.getOutputStream().flush();
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }

    private static String post(String key, long bytes) {
        return "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nx-api-key: %s\r\ncontent-length: %d\r\n\r\n"
                .formatted(key, bytes);
    }

    /// Waits until the peer closes, whatever it sends before that.
    private static boolean isCut(Socket socket) {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void a_request_without_a_valid_key_is_answered_before_its_body_comes() throws Exception {
        try (RunningFront front = new RunningFront(RunningFront.answering("in"));
                Socket socket = front.socket()) {
            write(socket, post(front.unknownKey(), 90_000));

            assertThat(answer(socket)).startsWith("HTTP/1.1 401").contains("invalid_api_key", "close");
        }
    }

    @Test
    void one_who_sends_a_large_body_with_a_bad_key_still_reads_the_refusal() throws Exception {
        try (RunningFront front = new RunningFront(RunningFront.answering("in"))) {
            HttpResponse<String> answer = front.send(front.request("/v1/chat/completions")
                    .header("x-api-key", front.unknownKey())
                    .POST(BodyPublishers.ofString("x".repeat(8_000_000))));

            assertThat(answer.statusCode()).isEqualTo(401);
        }
    }

    @Test
    void a_body_that_is_announced_too_large_is_refused_before_it_comes() throws Exception {
        try (RunningFront front = new RunningFront(RunningFront.answering("in"));
                Socket socket = front.socket()) {
            write(socket, post(front.chat, RunningFront.LARGEST_BODY_BYTES + 1));

            assertThat(answer(socket)).startsWith("HTTP/1.1 413").contains("request_too_large");
        }
    }

    @Test
    void what_does_not_fit_in_memory_is_refused_at_once_and_fits_again_later() throws Exception {
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch finish = new CountDownLatch(1);
        try (RunningFront front = new RunningFront(
                (event, _, sink) -> {
                    running.countDown();
                    assertThat(finish.await(20, TimeUnit.SECONDS)).isTrue();
                    RunningFront.answer(sink, "in");
                },
                RunningFront.IMPATIENT)) {
            CompletableFuture<HttpResponse<String>> first = sending(front, 100_000);
            CompletableFuture<HttpResponse<String>> second = sending(front, 90_000);
            assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();

            HttpResponse<String> refused = sending(front, 80_000).get(5, TimeUnit.SECONDS);
            finish.countDown();

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("retry-after")).contains("1");
            assertThat(refused.headers().firstValue("x-should-retry")).contains("true");
            assertThat(refused.body()).contains("overloaded", "smaller");
            assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(second.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(sending(front, 90_000).get(20, TimeUnit.SECONDS).statusCode())
                    .isEqualTo(200);
        }
    }

    /// The planted bug of that: a budget which nothing exceeds.
    @Test
    void a_front_whose_budget_nothing_exceeds_holds_all_of_it_at_once() throws Exception {
        CountDownLatch running = new CountDownLatch(3);
        FrontLimits right = RunningFront.IMPATIENT;
        FrontLimits wrong = new FrontLimits(
                right.connections(),
                right.headerBytes(),
                right.headerTime(),
                right.bodyGrace(),
                right.bodyBytesPerSecond(),
                Long.MAX_VALUE,
                right.readerIdle(),
                right.connectionIdle());
        try (RunningFront front = new RunningFront(
                (event, _, sink) -> {
                    running.countDown();
                    assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
                    RunningFront.answer(sink, "in");
                },
                wrong)) {
            List<CompletableFuture<HttpResponse<String>>> all =
                    List.of(sending(front, 100_000), sending(front, 90_000), sending(front, 80_000));

            for (CompletableFuture<HttpResponse<String>> one : all) {
                assertThat(one.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            }
        }
    }

    private static CompletableFuture<HttpResponse<String>> sending(RunningFront front, int bytes) {
        return front.client()
                .sendAsync(
                        front.request("/v1/x")
                                .header("x-api-key", front.chat)
                                .POST(BodyPublishers.ofString("x".repeat(bytes)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_body_of_unknown_size_is_counted_as_it_grows() throws Exception {
        try (RunningFront front = new RunningFront(RunningFront.answering("in"), RunningFront.IMPATIENT)) {
            HttpResponse<String> large = front.send(front.request("/v1/x")
                    .header("x-api-key", front.chat)
                    .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("x".repeat(250_000)))));
            HttpResponse<String> right = front.send(front.request("/v1/x")
                    .header("x-api-key", front.chat)
                    .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("x".repeat(100_000)))));

            assertThat(large.statusCode()).isEqualTo(413);
            assertThat(right.statusCode()).as(right.body()).isEqualTo(200);
        }
    }

    @Test
    void a_head_that_trickles_is_cut() throws Exception {
        try (RunningFront front = new RunningFront(RunningFront.answering("in"), RunningFront.IMPATIENT);
                Socket socket = front.socket()) {
            CompletableFuture<Boolean> cut =
                    CompletableFuture.supplyAsync(() -> isCut(socket), Thread.ofVirtual()::start);
            write(socket, "GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: ");
            trickle(socket, cut);

            assertThat(cut.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /// Sends a byte every 50 ms until the connection is cut.
    private static void trickle(Socket socket, CompletableFuture<Boolean> cut) throws Exception {
        while (!cut.isDone()) {
            try {
                write(socket, "y");
                cut.get(50, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                // Another byte.
            } catch (IOException alreadyCut) {
                return;
            }
        }
    }

    @Test
    void a_second_request_on_a_connection_has_the_same_time_for_its_head() throws Exception {
        try (RunningFront front = new RunningFront(RunningFront.answering("in"), RunningFront.IMPATIENT);
                Socket socket = front.socket()) {
            write(socket, "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n");
            assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
            write(socket, "GET /healthz HTTP/1.1\r\nhost:");

            assertThat(isCut(socket)).isTrue();
        }
    }

    @Test
    void a_connection_serves_the_next_request_after_one_with_a_body() throws Exception {
        try (RunningFront front = new RunningFront(RunningFront.answering("in"), RunningFront.IMPATIENT);
                Socket socket = front.socket()) {
            for (int i = 0; i < 2; i++) {
                write(socket, post(front.chat, 90_000) + "x".repeat(90_000));
                assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
                assertThat(restOfChunked(socket)).doesNotContainIgnoringCase("connection: close");
            }
        }
    }

    /// The rest of an answer that ends with a last chunk.
    private static String restOfChunked(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("\r\n0\r\n\r\n")) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new AssertionError("the connection was closed after: " + answer);
            }
            answer.append((char) next);
        }
        return answer.toString();
    }

    @Test
    void a_head_that_is_too_large_is_refused_in_the_words_of_every_client() throws Exception {
        try (RunningFront front = new RunningFront(RunningFront.answering("in"), RunningFront.IMPATIENT);
                Socket socket = front.socket()) {
            write(socket, "GET /healthz HTTP/1.1\r\nhost: x\r\nx: " + "y".repeat(5_000) + "\r\n\r\n");

            assertThat(answer(socket)).startsWith("HTTP/1.1 431").contains("\"type\":\"error\"");
        }
    }

    @Test
    void a_body_that_trickles_is_refused() throws Exception {
        try (RunningFront front = new RunningFront(RunningFront.answering("in"), RunningFront.IMPATIENT);
                Socket socket = front.socket()) {
            write(socket, post(front.chat, 1_000) + "only some");

            assertThat(answer(socket)).startsWith("HTTP/1.1 408").contains("too slowly");
        }
    }

    @Test
    void an_answer_that_nobody_reads_ends_as_if_the_client_had_gone() throws Exception {
        CompletableFuture<Exception> outcome = new CompletableFuture<>();
        try (RunningFront front =
                        new RunningFront((_, _, sink) -> outcome.complete(endless(sink)), RunningFront.IMPATIENT);
                Socket socket = front.socket()) {
            write(socket, "GET /v1/x HTTP/1.1\r\nhost: x\r\nx-api-key: " + front.chat + "\r\n\r\n");

            assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
            assertThat(front.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(front.failures).isEmpty();
        }
    }

    private static Exception endless(ResponseSink sink) {
        byte[] piece = "data: x\n\n".repeat(1_000).getBytes(UTF_8);
        try {
            sink.begin(200, Map.of("content-type", "text/event-stream"));
            while (true) {
                sink.write(piece);
            }
        } catch (IOException ended) {
            return ended;
        }
    }

    @Test
    void a_model_may_be_silent_for_longer_than_a_reader() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (RunningFront front = new RunningFront(
                (_, _, sink) -> {
                    sink.begin(200, Map.of("content-type", "text/event-stream"));
                    assertThat(never.await(1_200, TimeUnit.MILLISECONDS)).isFalse();
                    sink.write("late".getBytes(UTF_8));
                },
                RunningFront.IMPATIENT)) {
            assertThat(front.get("/v1/x", "x-api-key", front.chat).body()).isEqualTo("late");
        }
    }

    @Test
    void a_query_that_cannot_be_decoded_is_the_clients_mistake() throws Exception {
        try (RunningFront front = new RunningFront(RunningFront.answering("in"));
                Socket socket = front.socket()) {
            write(
                    socket,
                    "GET /v1/x?a=%zz HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-api-key: " + front.chat
                            + "\r\n\r\n");

            assertThat(answer(socket)).startsWith("HTTP/1.1 400").contains("invalid_request");
        }
    }

    @Test
    void a_burst_of_connections_is_not_turned_away() throws Exception {
        try (RunningFront front = new RunningFront(RunningFront.answering("in"))) {
            CompletableFuture<?>[] answers = new CompletableFuture<?>[400];
            for (int i = 0; i < answers.length; i++) {
                answers[i] = CompletableFuture.runAsync(() -> healthy(front), Thread.ofVirtual()::start);
            }
            CompletableFuture.allOf(answers).get(20, TimeUnit.SECONDS);
        }
    }

    private static void healthy(RunningFront front) {
        try (Socket socket = front.socket()) {
            write(socket, "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
            assertThat(answer(socket)).startsWith("HTTP/1.1 200");
        } catch (IOException refused) {
            throw new AssertionError(refused);
        }
    }
}
