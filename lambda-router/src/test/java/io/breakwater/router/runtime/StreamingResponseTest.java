package io.breakwater.router.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamingResponseTest {
    private static final String NULS = "\0".repeat(8);
    private final FakeRuntimeApi api;

    StreamingResponseTest() throws IOException {
        api = new FakeRuntimeApi();
    }

    @AfterEach
    void close() throws IOException {
        api.close();
    }

    @Test
    void each_piece_arrives_before_the_next_is_written() throws Exception {
        Semaphore mayWrite = new Semaphore(0);
        FakeInvocation invocation = api.invoke("{}");
        RunningRuntime.of(api, (event, sink) -> {
            sink.begin(200, Map.of("content-type", "text/event-stream"));
            for (String piece : new String[] {"one", "two", "three"}) {
                mayWrite.tryAcquire(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS);
                sink.write(piece.getBytes(UTF_8));
            }
        });

        assertThat(invocation.nextChunk())
                .isEqualTo("{\"statusCode\":200,\"headers\":{\"content-type\":\"text/event-stream\"}}" + NULS);
        for (String piece : new String[] {"one", "two", "three"}) {
            assertThat(invocation.chunksWaiting()).isZero();
            mayWrite.release();
            assertThat(invocation.nextChunk()).isEqualTo(piece);
        }
        assertThat(trailers(invocation)).isEmpty();
        assertThat(invocation.responseHeaders.get())
                .containsEntry("Lambda-Runtime-Function-Response-Mode", "streaming")
                .containsEntry("Content-Type", "application/vnd.awslambda.http-integration-response");
    }

    @Test
    void a_failure_in_the_middle_is_told_in_the_trailers_and_the_next_invocation_is_served() throws Exception {
        FakeInvocation broken = api.invoke("broken");
        FakeInvocation whole = api.invoke("whole");
        RunningRuntime runtime = RunningRuntime.of(api, (invocation, sink) -> {
            sink.begin(200, Map.of());
            sink.write("half".getBytes(UTF_8));
            if (text(invocation).equals("broken")) {
                throw new IllegalStateException("the \"model\" vanished\r\nX: y");
            }
        });

        Map<String, String> trailers = trailers(broken);
        assertThat(trailers).containsEntry(ErrorReport.TYPE_HEADER, "java.lang.IllegalStateException");
        assertThat(new String(Base64.getDecoder().decode(trailers.get(ErrorReport.BODY_HEADER)), UTF_8))
                .isEqualTo("{\"errorType\":\"java.lang.IllegalStateException\","
                        + "\"errorMessage\":\"the \\\"model\\\" vanished\\r\\nX: y\"}");
        assertThat(trailers(whole)).isEmpty();
        assertThat(broken.error).isNotDone();
        assertThat(runtime.nextEvent()).isInstanceOf(RuntimeEvent.HandlerFailed.class);
    }

    @Test
    void an_answer_that_its_handler_has_ended_is_whole_while_the_handler_works_on() throws Exception {
        Semaphore mayReturn = new Semaphore(0);
        FakeInvocation first = api.invoke("first");
        RunningRuntime runtime = RunningRuntime.of(api, (invocation, sink) -> {
            sink.begin(200, Map.of());
            sink.write("all".getBytes(UTF_8));
            sink.end();
            sink.end();
            mayReturn.tryAcquire(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS);
            throw new IllegalStateException("the health table is gone");
        });

        assertThat(trailers(first)).isEmpty();
        FakeInvocation next = api.invoke("next");
        assertThat(next.responseHeaders).isNotDone();
        mayReturn.release(2);
        assertThat(trailers(next)).isEmpty();
        assertThat(first.error).isNotDone();
        assertThat(runtime.nextEvent()).isInstanceOf(RuntimeEvent.HandlerFailed.class);
    }

    @Test
    void a_failure_before_the_first_byte_is_a_function_error() throws Exception {
        FakeInvocation invocation = api.invoke("{}");
        RunningRuntime.of(api, (event, sink) -> {
            throw new IllegalArgumentException("no tenant");
        });

        assertThat(error(invocation))
                .isEqualTo("{\"errorType\":\"java.lang.IllegalArgumentException\",\"errorMessage\":\"no tenant\"}");
        assertThat(invocation.errorHeaders.get())
                .containsEntry(ErrorReport.TYPE_HEADER, "java.lang.IllegalArgumentException");
        assertThat(invocation.responseHeaders).isNotDone();
    }

    @Test
    void a_handler_that_answers_nothing_is_a_function_error() throws Exception {
        FakeInvocation invocation = api.invoke("{}");
        RunningRuntime.of(api, (event, sink) -> {});

        assertThat(error(invocation)).contains("Runtime.NoResponse", "without beginning a response");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: b", "a\nb", "a\rb", "a\0b", "a\ud83c"})
    void a_header_value_with_a_line_break_or_half_a_character_is_refused_and_nothing_is_sent(String value)
            throws Exception {
        FakeInvocation invocation = api.invoke("{}");
        RunningRuntime.of(api, (event, sink) -> sink.begin(200, Map.of("X-Model", value)));

        assertThat(error(invocation)).contains("IllegalArgumentException", "line break");
        assertThat(invocation.responseHeaders).isNotDone();
    }

    @Test
    void a_header_name_or_status_that_is_not_http_is_refused() {
        assertThatThrownBy(() -> new Prelude(200, Map.of("X Model:", "a"))).hasMessageContaining("X Model:");
        assertThatThrownBy(() -> new Prelude(200, Map.of("", "a"))).hasMessageContaining("token");
        assertThatThrownBy(() -> new Prelude(101, Map.of())).hasMessageContaining("101");
    }

    @Test
    void text_of_every_script_passes_unchanged_both_ways() throws Exception {
        String text = "{\"say\":\"grüß 你好 🌊 \\u0000\"}";
        FakeInvocation invocation = api.invoke(text);
        RunningRuntime.of(api, (event, sink) -> {
            sink.begin(200, Map.of("X-Name", "Zoë 🌊"));
            sink.write(event.event());
        });

        String prelude = invocation.nextChunk().replace("\0", "");
        assertThat(new JsonMapper().readTree(prelude).at("/headers/X-Name").asText())
                .isEqualTo("Zoë 🌊");
        assertThat(invocation.nextChunk()).isEqualTo(text);
    }

    @Test
    void an_event_of_six_megabytes_arrives_whole_and_can_be_answered_whole() throws Exception {
        byte[] event = "0123456789abcdef".repeat(6 * 1024 * 1024 / 16).getBytes(UTF_8);
        FakeInvocation invocation = api.invoke(event, Integer.MAX_VALUE);
        RunningRuntime.of(api, (received, sink) -> {
            sink.begin(200, Map.of());
            sink.write(received.event());
        });

        invocation.nextChunk();
        assertThat(invocation.nextChunk()).isEqualTo(new String(event, UTF_8));
        assertThat(trailers(invocation)).isEmpty();
    }

    @Test
    void the_handler_sees_what_lambda_says_about_the_invocation() throws Exception {
        CompletableFuture<Invocation> seen = new CompletableFuture<>();
        api.invoke("{}");
        RunningRuntime.of(api, (invocation, sink) -> seen.complete(invocation));

        Invocation invocation = seen.get(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(invocation.requestId()).isEqualTo("id-1");
        assertThat(invocation.functionArn()).isEqualTo("arn:f");
        assertThat(invocation.deadline()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(invocation.traceId()).isEqualTo(Optional.of("Root=1;Sampled=1"));
    }

    @Test
    void begin_comes_exactly_once_and_before_write() throws Exception {
        CompletableFuture<Throwable> early = new CompletableFuture<>();
        CompletableFuture<Throwable> twice = new CompletableFuture<>();
        FakeInvocation invocation = api.invoke("{}");
        RunningRuntime.of(api, (event, sink) -> {
            early.complete(failureOf(() -> sink.write(new byte[1])));
            sink.begin(200, Map.of());
            twice.complete(failureOf(() -> sink.begin(200, Map.of())));
        });

        assertThat(trailers(invocation)).isEmpty();
        assertThat(early.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("call begin first");
        assertThat(twice.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("begin is called once");
    }

    @Test
    void a_sink_kept_after_the_end_cannot_write_into_the_next_response() throws Exception {
        CompletableFuture<ResponseSink> kept = new CompletableFuture<>();
        CompletableFuture<Throwable> late = new CompletableFuture<>();
        FakeInvocation first = api.invoke("first");
        FakeInvocation second = api.invoke("second");
        RunningRuntime.of(api, (invocation, sink) -> {
            sink.begin(200, Map.of());
            if (!kept.complete(sink)) {
                late.complete(failureOf(() -> kept.get().write("late".getBytes(UTF_8))));
            }
            sink.write(invocation.event());
        });

        assertThat(trailers(first)).isEmpty();
        second.nextChunk();
        assertThat(second.nextChunk()).isEqualTo("second");
        assertThat(late.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("ended");
    }

    @Test
    void an_empty_piece_does_not_end_the_body() throws Exception {
        FakeInvocation invocation = api.invoke("{}");
        RunningRuntime.of(api, (event, sink) -> {
            sink.begin(200, Map.of());
            sink.write(new byte[0]);
            sink.write("more".getBytes(UTF_8));
        });

        invocation.nextChunk();
        assertThat(invocation.nextChunk()).isEqualTo("more");
    }

    private static Throwable failureOf(Attempt attempt) {
        try {
            attempt.run();
            return new AssertionError("nothing was thrown");
        } catch (Exception failure) {
            return failure;
        }
    }

    private interface Attempt {
        void run() throws Exception;
    }

    private static String text(Invocation invocation) {
        return new String(invocation.event(), UTF_8);
    }

    private static Map<String, String> trailers(FakeInvocation invocation) throws Exception {
        return invocation.trailers.get(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private static String error(FakeInvocation invocation) throws Exception {
        return invocation.error.get(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
