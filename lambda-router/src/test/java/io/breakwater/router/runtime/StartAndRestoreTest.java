package io.breakwater.router.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.router.StreamingHandler;
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
    void a_snapshot_is_taken_after_priming_and_work_begins_after_the_restore() throws Exception {
        FakeInvocation invocation = api.invoke("{}");
        SnapshotHooks hooks =
                new RecordedHooks(() -> api.journal.add("primed"), () -> api.journal.add("connections renewed"));
        RunningRuntime.of(api.settings(true, 1), () -> new RuntimeApplication(ECHO, hooks));

        assertThat(api.restoreAsked.await(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS))
                .isTrue();
        api.restored.countDown();
        assertThat(invocation.trailers.get(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS))
                .isEmpty();
        assertThat(api.journal)
                .containsSubsequence(
                        "primed", "GET /2018-06-01/runtime/restore/next", "restored", "connections renewed", NEXT);
    }

    @Test
    void without_a_snapshot_no_hook_runs_and_no_restore_is_awaited() throws Exception {
        FakeInvocation invocation = api.invoke("{}");
        SnapshotHooks hooks =
                new RecordedHooks(() -> api.journal.add("primed"), () -> api.journal.add("connections renewed"));
        RunningRuntime.of(api.settings(false, 1), () -> new RuntimeApplication(ECHO, hooks));

        assertThat(invocation.trailers.get(FakeRuntimeApi.LIMIT_SECONDS, TimeUnit.SECONDS))
                .isEmpty();
        assertThat(api.journal).doesNotContain("primed", "connections renewed");
        assertThat(api.restoreAsked.getCount()).isEqualTo(1);
    }

    @Test
    void a_failing_restore_is_reported_and_no_invocation_is_fetched() throws Exception {
        api.restored.countDown();
        SnapshotHooks hooks = new RecordedHooks(() -> {}, () -> {
            throw new IOException("no credentials after the restore");
        });

        RunningRuntime runtime = RunningRuntime.of(api.settings(true, 1), () -> new RuntimeApplication(ECHO, hooks));

        assertThat(runtime.awaitFailure()).hasMessage("no credentials after the restore");
        assertThat(api.restoreError.join()).contains("no credentials after the restore");
        assertThat(api.journal).doesNotContain(NEXT);
    }

    @Test
    void priming_that_fails_is_a_failed_start() throws Exception {
        SnapshotHooks hooks = new RecordedHooks(
                () -> {
                    throw new IllegalStateException("priming failed");
                },
                () -> {});

        RunningRuntime runtime = RunningRuntime.of(api.settings(true, 1), () -> new RuntimeApplication(ECHO, hooks));

        assertThat(runtime.awaitFailure()).hasMessage("priming failed");
        assertThat(api.initError.join()).contains("priming failed");
        assertThat(api.restoreAsked.getCount()).isEqualTo(1);
    }

    private interface Step {
        void run() throws Exception;
    }

    private record RecordedHooks(Step before, Step after) implements SnapshotHooks {
        @Override
        public void beforeCheckpoint() throws Exception {
            before.run();
        }

        @Override
        public void afterRestore() throws Exception {
            after.run();
        }
    }
}
