package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.RealTime;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A gateway with little memory and clients that send more than it could hold. Counts are asserted,
/// times are printed.
///
/// A deep build sends for 3 seconds; `-Dbreakwater.abuseSeconds=30` for as long as the documentation
/// says.
@RealTime
@Timeout(180)
@Tag("alone")
class UnderAbuseTest {
    private static final int SECONDS = Integer.getInteger("breakwater.abuseSeconds", 3);
    private static final int STRANGERS = 250;
    private static final int STRANGERS_BYTES = 10_000_000;
    private static final int PROMPTS = 120;
    private static final int PICTURE_BYTES = 3_000_000;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<Answer> small = new ConcurrentLinkedQueue<>();
    private final CountDownLatch enough = new CountDownLatch(1);

    @TempDir
    Path folder;

    /// @param words the body, unless it is a model's answer
    private record Answer(int status, Duration took, String words) {}

    @AfterEach
    void close() {
        http.shutdownNow();
    }

    private LocalProgram started(String heap) throws Exception {
        return LocalProgram.start(
                Map.of("JAVA_TOOL_OPTIONS", "-Xmx" + heap + " -XX:+ExitOnOutOfMemoryError"),
                "--port=0",
                "--sim-port=0",
                "--keys-file=" + folder.resolve("keys.json"),
                "--config=" + LiveRun.resource("abused.yaml"));
    }

    @Test
    void large_bodies_without_a_key_on_250_connections_keep_nobody_with_one_from_an_answer() throws Exception {
        try (LocalProgram program = started("256m")) {
            String gateway = program.gateway();
            List<Thread> strangers = new ArrayList<>();
            for (int i = 0; i < STRANGERS; i++) {
                strangers.add(Thread.ofVirtual()
                        .start(() -> sendUntilEnough(URI.create(gateway).getPort())));
            }
            callFor(gateway, Duration.ofSeconds(SECONDS));
            enough.countDown();
            for (Thread stranger : strangers) {
                stranger.join();
            }

            report("256 MiB, 250 connections without a key");
            assertThat(small).isNotEmpty().allMatch(answer -> answer.status() == 200);
            assertThat(program.stops(30)).isTrue();
            assertThat(program.output()).doesNotContain("java.lang.OutOfMemoryError");
        }
    }

    private void sendUntilEnough(int port) {
        byte[] head = ("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
                        + "authorization: Bearer bw_test_wrong\r\ncontent-length: " + STRANGERS_BYTES + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] piece = new byte[65_536];
        while (enough.getCount() > 0) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                OutputStream out = socket.getOutputStream();
                out.write(head);
                for (int sent = 0; sent < STRANGERS_BYTES && enough.getCount() > 0; sent += piece.length) {
                    out.write(piece);
                }
            } catch (IOException turnedAway) {
                // This connection was cut; the next one follows.
            }
        }
    }

    @Test
    void prompts_of_4_megabytes_at_once_are_served_or_told_to_come_back_and_others_are_served() throws Exception {
        try (LocalProgram program = started("512m")) {
            String gateway = program.gateway();
            callFor(gateway, Duration.ofSeconds(2));
            report("512 MiB, small calls alone");
            small.clear();
            CompletableFuture<Void> others = CompletableFuture.runAsync(
                    () -> callFor(gateway, Duration.ofSeconds(SECONDS)), Thread.ofVirtual()::start);
            List<Answer> large = prompts(gateway);
            others.get(60, TimeUnit.SECONDS);

            report("512 MiB, small calls beside 120 prompts of 4 MB");
            large.forEach(
                    answer -> assertThat(answer.status()).as(answer.words()).isIn(200, 429, 503));
            System.out.printf(
                    "prompts: %d served, %d refused with a time to retry, the slowest of these after %d ms%n",
                    large.stream().filter(answer -> answer.status() == 200).count(),
                    large.stream().filter(answer -> answer.status() != 200).count(),
                    large.stream()
                            .filter(answer -> answer.status() != 200)
                            .mapToLong(answer -> answer.took().toMillis())
                            .max()
                            .orElse(0));
            assertThat(large).anyMatch(answer -> answer.status() == 200);
            assertThat(small).isNotEmpty().allMatch(answer -> answer.status() == 200);
            assertThat(program.stops(30)).isTrue();
            assertThat(program.output()).doesNotContain("java.lang.OutOfMemoryError");
        }
    }

    private List<Answer> prompts(String gateway) throws Exception {
        byte[] picture = new byte[PICTURE_BYTES];
        System.arraycopy(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, 0, picture, 0, 8);
        String body = """
                {"model":"claude","max_tokens":10,"messages":[{"role":"user","content":[{"type":"text","text":"what is it"},
                 {"type":"image_url","image_url":{"url":"data:image/png;base64,%s"}}]}]}""".formatted(Base64.getEncoder().encodeToString(picture));
        HttpRequest request = request(gateway, "large")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < PROMPTS; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> sent(request), Thread.ofVirtual()::start));
        }
        List<Answer> ended = new ArrayList<>();
        for (CompletableFuture<Answer> answer : answers) {
            ended.add(answer.get(90, TimeUnit.SECONDS));
        }
        return ended;
    }

    /// Four clients make one small call after another.
    private void callFor(String gateway, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        CompletableFuture<?>[] clients = new CompletableFuture<?>[4];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = CompletableFuture.runAsync(() -> callUntil(gateway, end), Thread.ofVirtual()::start);
        }
        CompletableFuture.allOf(clients).join();
    }

    private void callUntil(String gateway, long end) {
        HttpRequest request = request(gateway, "small")
                .POST(
                        HttpRequest.BodyPublishers.ofString(
                                "{\"model\":\"claude\",\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"))
                .build();
        while (System.nanoTime() < end) {
            small.add(sent(request));
        }
    }

    private HttpRequest.Builder request(String gateway, String tenant) {
        try {
            return HttpRequest.newBuilder(URI.create(gateway + "/v1/chat/completions"))
                    .timeout(Duration.ofSeconds(60))
                    .header("content-type", "application/json")
                    .header(
                            "authorization",
                            "Bearer "
                                    + LocalProgram.keys(folder.resolve("keys.json"))
                                            .get(tenant));
        } catch (IOException noKeys) {
            throw new AssertionError(noKeys);
        }
    }

    private Answer sent(HttpRequest request) {
        long begun = System.nanoTime();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            String words = answer.statusCode() == 200 ? "" : answer.body();
            return new Answer(answer.statusCode(), Duration.ofNanos(System.nanoTime() - begun), words);
        } catch (IOException failed) {
            return new Answer(-1, Duration.ofNanos(System.nanoTime() - begun), String.valueOf(failed));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    private void report(String what) {
        long[] millis = small.stream()
                .mapToLong(answer -> answer.took().toMillis())
                .sorted()
                .toArray();
        System.out.printf(
                "%s: %d small calls, p50 %d ms, p99 %d ms%n",
                what, millis.length, millis[millis.length / 2], millis[(int) (millis.length * 0.99)]);
    }
}
