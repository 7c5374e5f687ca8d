package io.breakwater.router.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RuntimeLoopTest {
    private static final StreamingHandler ECHO = (invocation, sink) -> {
        sink.begin(200, Map.of());
        sink.write(invocation.event());
    };
    private final FakeRuntimeApi api;

    RuntimeLoopTest() throws IOException {
        api = new FakeRuntimeApi();
    }

    @AfterEach
    void close() throws IOException {
        api.close();
    }

    @Test
    void the_loop_ends_when_lambda_says_gone() throws Exception {
        FakeInvocation last = api.invoke("{}");
        api.shutdown();

        RunningRuntime runtime = RunningRuntime.of(api, ECHO);

        runtime.awaitEnd();
        assertThat(last.trailers).isDone();
        assertThat(runtime.events).isEmpty();
    }

    @Test
    void several_invocations_are_served_at_once() throws Exception {
        int pollers = 8;
        CyclicBarrier together = new CyclicBarrier(pollers);
        List<FakeInvocation> invocations = new ArrayList<>();
        for (int i = 0; i < pollers; i++) {
            invocations.add(api.invoke("event " + i));
        }
        api.shutdown();
        StreamingHandler meeting = (invocation, sink) -> {
            together.await(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS);
            ECHO.handle(invocation, sink);
        };

        RunningRuntime.of(api.settings(false, pollers), () -> new RuntimeApplication(meeting, RunningRuntime.READY))
                .awaitEnd();

        for (FakeInvocation invocation : invocations) {
            invocation.nextChunk();
            assertThat(invocation.nextChunk()).isEqualTo(new String(invocation.event, UTF_8));
        }
    }

    @Test
    void a_dropped_connection_is_opened_again_after_growing_pauses() throws Exception {
        api.dropNext.set(3);
        FakeInvocation invocation = api.invoke("{}");

        RunningRuntime runtime = RunningRuntime.of(api, ECHO);

        assertThat(trailers(invocation)).isEmpty();
        assertThat(runtime.pauses).containsExactly(Duration.ofMillis(20), Duration.ofMillis(40), Duration.ofMillis(80));
        assertThat(runtime.nextEvent()).isInstanceOfSatisfying(RuntimeEvent.ApiUnreachable.class, event -> {
            assertThat(event.failures()).isEqualTo(1);
            assertThat(event.retryIn()).isEqualTo(Duration.ofMillis(20));
        });
    }

    @Test
    void an_api_that_stays_away_ends_the_loop_with_the_reason() throws Exception {
        api.close();

        RunningRuntime runtime = RunningRuntime.of(api, ECHO);

        assertThat(runtime.awaitFailure())
                .hasMessageContaining("10 tries in a row")
                .hasRootCauseInstanceOf(IOException.class);
        assertThat(runtime.pauses).hasSize(9).endsWith(Duration.ofSeconds(2));
    }

    @Test
    void a_broken_environment_ends_the_loop_at_once() throws Exception {
        api.failNext.set(1);

        RunningRuntime runtime = RunningRuntime.of(api, ECHO);

        assertThat(runtime.awaitFailure()).hasMessageContaining("invocation/next with 500");
        assertThat(runtime.pauses).isEmpty();
    }

    @Test
    void a_connection_broken_in_the_middle_reaches_handler_operator_and_lambda() throws Exception {
        CompletableFuture<IOException> felt = new CompletableFuture<>();
        FakeInvocation broken = api.invoke("{}".getBytes(UTF_8), 2);
        FakeInvocation next = api.invoke("next");
        RunningRuntime runtime = RunningRuntime.of(api, (invocation, sink) -> {
            sink.begin(200, Map.of());
            if (invocation.requestId().equals(broken.id)) {
                felt.complete(writeUntilBroken(sink));
            }
        });

        assertThat(felt.get(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertThat(runtime.nextEvent())
                .isInstanceOfSatisfying(
                        RuntimeEvent.ResponseBroken.class,
                        event -> assertThat(event.requestId()).isEqualTo(broken.id));
        assertThat(broken.error.get(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS))
                .contains("connection broke");
        assertThat(trailers(next)).isEmpty();
    }

    @Test
    void a_failure_is_reported_even_if_the_connection_died_while_the_handler_worked() throws Exception {
        api.closeAfterNext.set(1);
        FakeInvocation invocation = api.invoke("{}");
        RunningRuntime runtime = RunningRuntime.of(api, (event, sink) -> {
            throw new IllegalStateException("no capacity");
        });

        assertThat(invocation.error.get(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS))
                .contains("no capacity");
        assertThat(runtime.events).hasOnlyElementsOfType(RuntimeEvent.HandlerFailed.class);
    }

    @Test
    void a_failure_that_cannot_be_reported_to_lambda_is_told_to_the_operator() throws Exception {
        api.closeAfterNext.set(1);
        api.invoke("{}");
        RunningRuntime runtime = RunningRuntime.of(api, (event, sink) -> {
            api.close();
            throw new IllegalStateException("no capacity");
        });

        assertThat(runtime.awaitFailure()).hasMessageContaining("tries in a row");
        assertThat(runtime.nextEvent()).isInstanceOf(RuntimeEvent.HandlerFailed.class);
        assertThat(runtime.nextEvent())
                .isInstanceOfSatisfying(
                        RuntimeEvent.ReportLost.class,
                        event -> assertThat(event.requestId()).isEqualTo("id-1"));
    }

    @Test
    void an_answer_lambda_refuses_is_told_to_the_operator() throws Exception {
        api.responseStatus = "413 Payload Too Large";
        api.invoke("{}");

        RunningRuntime runtime = RunningRuntime.of(api, ECHO);

        assertThat(runtime.nextEvent()).isEqualTo(new RuntimeEvent.ReportRefused("id-1", "413 {\"status\":\"OK\"}"));
    }

    @Test
    void an_interrupt_left_behind_by_a_handler_does_not_touch_the_next_invocation() throws Exception {
        api.invoke("first");
        FakeInvocation second = api.invoke("second");
        RunningRuntime runtime = RunningRuntime.of(api, (invocation, sink) -> {
            ECHO.handle(invocation, sink);
            Thread.currentThread().interrupt();
        });

        assertThat(trailers(second)).isEmpty();
        assertThat(runtime.events).isEmpty();
    }

    @Test
    void an_error_of_the_handler_is_reported_like_an_exception() throws Exception {
        FakeInvocation overflow = api.invoke("{}");
        FakeInvocation next = api.invoke("{}");
        RunningRuntime.of(api, (invocation, sink) -> {
            if (invocation.requestId().equals(overflow.id)) {
                throw new StackOverflowError();
            }
            ECHO.handle(invocation, sink);
        });

        assertThat(overflow.error.get(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS))
                .contains("java.lang.StackOverflowError");
        assertThat(trailers(next)).isEmpty();
    }

    @Test
    void running_out_of_memory_is_reported_and_ends_the_loop() throws Exception {
        FakeInvocation invocation = api.invoke("{}");
        RunningRuntime runtime = RunningRuntime.of(api, (event, sink) -> {
            throw new OutOfMemoryError("heap");
        });

        assertThat(runtime.awaitFailure()).isInstanceOf(OutOfMemoryError.class);
        assertThat(invocation.error).isDone();
    }

    @Test
    void a_poller_called_off_while_waiting_ends_without_blaming_the_api() throws Exception {
        RunningRuntime observer = new RunningRuntime();
        Poller poller =
                new Poller(new RuntimeApi(api.settings(false, 1)), ECHO, observer.events::add, observer.pauses::add);
        FutureTask<@Nullable Void> task = new FutureTask<>(poller);
        Thread thread = Thread.ofVirtual().start(task);
        assertThat(api.nextAsked.await(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS))
                .isTrue();

        thread.interrupt();

        assertThatThrownBy(() -> task.get(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(IOException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(observer.events).isEmpty();
    }

    private static Map<String, String> trailers(FakeInvocation invocation) throws Exception {
        return invocation.trailers.get(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private static IOException writeUntilBroken(ResponseSink sink) {
        try {
            while (true) {
                sink.write(new byte[64 * 1024]);
            }
        } catch (IOException broken) {
            return broken;
        }
    }
}
