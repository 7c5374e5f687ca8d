package io.breakwater.router;

import io.breakwater.router.runtime.RuntimeApplication;
import io.breakwater.router.runtime.RuntimeEvent;
import io.breakwater.router.runtime.RuntimeSettings;
import io.breakwater.router.runtime.SnapshotHooks;
import io.breakwater.router.runtime.StreamingRuntime;
import java.util.Map;

/// What the function's process runs: the streaming loop around the router.
public final class Main {

    private Main() {}

    public static void main(String[] args) throws Exception {
        Map<String, String> environment = System.getenv();
        new StreamingRuntime(RuntimeSettings.from(environment), Main::report, Thread::sleep)
                .run(() -> new RuntimeApplication(
                        DeployedRouter.start(environment, new JsonEvents(System.out)), SnapshotHooks.NONE));
    }

    private static void report(RuntimeEvent event) {
        System.err.println(event);
    }
}
