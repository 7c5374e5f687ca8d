package io.breakwater.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Calls of many clients, half of which ask for streams, to gateways that are killed while the calls
/// run.
final class HeldCalls {
    static final int MAX_TOKENS = 500;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STREAMED = "\"stream\":true,\"stream_options\":{\"include_usage\":true},";
    private static final long BURNDOWN = 5;

    /// The most tokens that a call may count for.
    static final long CEILING_TOKENS = BURNDOWN * MAX_TOKENS + 100;

    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicLong dearest = new AtomicLong();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicLong answeredTokens = new AtomicLong();

    /// Calls that a model answered, or whose client never learned whether one did.
    int mayHaveBeenServed() {
        return sent.get() - refused.get();
    }

    /// Calls whose answer arrived.
    int answers() {
        return answers.get();
    }

    /// The tokens that these answers count for.
    long answeredTokens() {
        return answeredTokens.get();
    }

    /// The tokens of the answer that counts for most.
    long dearest() {
        return dearest.get();
    }

    /// Clients that call without a pause until the gateway is gone.
    Load load(String gateway, String key, int clients) {
        return new Load(gateway, key, clients);
    }

    final class Load implements AutoCloseable {
        private final Semaphore answered = new Semaphore(0);
        private final Semaphore ended = new Semaphore(0);
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

        private Load(String gateway, String key, int clients) {
            for (int i = 0; i < clients; i++) {
                HttpRequest request = request(gateway, key, i % 2 == 0 ? "" : STREAMED);
                threads.execute(() -> callUntilGone(request));
            }
        }

        /// @param more further members, each before a comma
        private static HttpRequest request(String gateway, String key, String more) {
            return HttpRequest.newBuilder(URI.create(gateway + "/v1/chat/completions"))
                    .timeout(Duration.ofSeconds(20))
                    .header("content-type", "application/json")
                    .header("authorization", "Bearer " + key)
                    .POST(HttpRequest.BodyPublishers.ofString("""
                            {"model":"claude","max_tokens":%d,%s
                             "messages":[{"role":"user","content":"hello [[tokens:8]]"}]}""".formatted(MAX_TOKENS, more)))
                    .build();
        }

        void awaitAnswers(int count) throws InterruptedException {
            if (!answered.tryAcquire(count, 30, TimeUnit.SECONDS)) {
                throw new AssertionError(answered.availablePermits() + " of " + count + " calls were answered");
            }
        }

        /// Like [#awaitAnswers], but refusals count as well.
        void awaitEndings(int count) throws InterruptedException {
            if (!ended.tryAcquire(count, 30, TimeUnit.SECONDS)) {
                throw new AssertionError(ended.availablePermits() + " of " + count + " calls ended");
            }
        }

        private void callUntilGone(HttpRequest request) {
            try {
                while (true) {
                    sent.incrementAndGet();
                    note(http.send(request, BodyHandlers.ofString()));
                }
            } catch (IOException gone) {
                return;
            } catch (InterruptedException told) {
                Thread.currentThread().interrupt();
            }
        }

        /// The usage of a whole answer, or of the last event of a stream that has one.
        private static JsonNode usage(String body) throws IOException {
            String told = body.lines()
                    .filter(line -> line.contains("\"usage\":{"))
                    .reduce((_, last) -> last)
                    .orElseThrow(() -> new IOException("an answer without usage: " + body));
            return JSON.readTree(told.replaceFirst("^data: ", "")).path("usage");
        }

        private void note(HttpResponse<String> answer) throws IOException {
            if (answer.statusCode() == 200) {
                JsonNode usage = usage(answer.body());
                long tokens = usage.path("prompt_tokens").asLong()
                        + BURNDOWN * usage.path("completion_tokens").asLong();
                dearest.accumulateAndGet(tokens, Math::max);
                answers.incrementAndGet();
                answeredTokens.addAndGet(tokens);
                answered.release();
            } else {
                refused.incrementAndGet();
            }
            ended.release();
        }

        /// Waits for the clients, which stop when their gateway is gone.
        @Override
        public void close() {
            threads.close();
            http.close();
        }
    }
}
