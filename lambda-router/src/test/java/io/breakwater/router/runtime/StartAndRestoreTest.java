package io.breakwater.router.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartAndRestoreTest {
    private static final String NEXT = "GET /2018-06-01/runtime/invocation/next";
    private static final StreamingHandler ECHO = (invocation, sink) -> {
        sink.begin(200, Map.of());
        sink.write(invocation.event());
    };
    private final FakeRuntimeApi api;

    StartAndRestoreTest() throws IOException {
        api = new FakeRuntimeApi();
    }

    @AfterEach
    void close() throws IOException {
        api.close();
    }

    @Test
    void a_failing_start_is_reported_before_any_invocation_is_fetched() throws Exception {
        RunningRuntime runtime = RunningRuntime.of(api.settings(false, 1), () -> {
            throw new IllegalStateException("no settings file");
        });

        assertThat(runtime.awaitFailure()).hasMessage("no settings file");
        assertThat(api.initError.join()).contains("no settings file", "IllegalStateException");
        assertThat(api.journal).doesNotContain(NEXT);
    }

    @Test
    void a_snapshot_is_taken_after_the_warm_up_calls_and_connections_are_made_after_the_restore() throws Exception {
        FakeInvocation invocation = api.invoke("{}");
        WarmUp warmUp = new RecordedWarmUp(() -> api.journal.add("exercised"), () -> api.journal.add("connected"));
        RunningRuntime.of(api.settings(true, 1), () -> new RuntimeApplication(ECHO, warmUp));

        assertThat(api.restoreAsked.await(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS))
                .isTrue();
        api.restored.countDown();
        assertThat(invocation.trailers.get(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS))
                .isEmpty();
        assertThat(api.journal)
                .containsSubsequence(
                        "exercised", "GET /2018-06-01/runtime/restore/next", "restored", "connected", NEXT);
    }

    @Test
    void without_a_snapshot_all_is_made_ready_at_the_start_and_no_restore_is_awaited() throws Exception {
        FakeInvocation invocation = api.invoke("{}");
        WarmUp warmUp = new RecordedWarmUp(() -> api.journal.add("exercised"), () -> api.journal.add("connected"));
        RunningRuntime.of(api.settings(false, 1), () -> new RuntimeApplication(ECHO, warmUp));

        assertThat(invocation.trailers.get(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS))
                .isEmpty();
        assertThat(api.journal).containsSubsequence("exercised", "connected", NEXT);
        assertThat(api.restoreAsked.getCount()).isEqualTo(1);
    }

    @Test
    void a_failing_restore_is_reported_and_no_invocation_is_fetched() throws Exception {
        api.restored.countDown();
        WarmUp warmUp = new RecordedWarmUp(() -> {}, () -> {
            throw new IOException("no credentials after the restore");
        });

        RunningRuntime runtime = RunningRuntime.of(api.settings(true, 1), () -> new RuntimeApplication(ECHO, warmUp));

        assertThat(runtime.awaitFailure()).hasMessage("no credentials after the restore");
        assertThat(api.restoreError.join()).contains("no credentials after the restore");
        assertThat(api.journal).doesNotContain(NEXT);
    }

    @Test
    void a_warm_up_that_fails_is_a_failed_start() throws Exception {
        WarmUp warmUp = new RecordedWarmUp(
                () -> {
                    throw new IllegalStateException("the warm-up failed");
                },
                () -> {});

        RunningRuntime runtime = RunningRuntime.of(api.settings(true, 1), () -> new RuntimeApplication(ECHO, warmUp));

        assertThat(runtime.awaitFailure()).hasMessage("the warm-up failed");
        assertThat(api.initError.join()).contains("the warm-up failed");
        assertThat(api.restoreAsked.getCount()).isEqualTo(1);
    }

    private interface Step {
        void run() throws Exception;
    }

    private record RecordedWarmUp(Step warmUp, Step connecting) implements WarmUp {
        @Override
        public void exercise() throws Exception {
            warmUp.run();
        }

        @Override
        public void connect() throws Exception {
            connecting.run();
        }
    }
}
