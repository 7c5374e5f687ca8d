package io.breakwater.router;

import io.breakwater.router.runtime.RuntimeApplication;
import io.breakwater.router.runtime.RuntimeEvent;
import io.breakwater.router.runtime.RuntimeSettings;
import io.breakwater.router.runtime.StreamingHandler;
import io.breakwater.router.runtime.StreamingRuntime;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the function's process runs: the streaming loop around the router.
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    public static void main(String[] args) throws Exception {
        Map<String, String> environment = System.getenv();
        new StreamingRuntime(RuntimeSettings.from(environment), Main::report, Thread::sleep)
                .run(() -> application(environment));
    }

    private static RuntimeApplication application(Map<String, String> environment) throws IOException {
        DeployedGateway gateway = DeployedGateway.read(environment);
        gateway.warnings().forEach(LOG::warn);
        Assembly assembly = gateway.over(gateway.http(), System.out);
        StreamingHandler router = new DeployedRouter(assembly.router());
        return new RuntimeApplication(
                new LoggedHandler(router, environment, InstantSource.system()),
                new DeployedWarmUp(gateway, assembly.stores()));
    }

    private static void report(RuntimeEvent event) {
        switch (event) {
            case RuntimeEvent.HandlerFailed(String id, Throwable cause) -> LOG.error("invocation {} failed", id, cause);
            case RuntimeEvent.ResponseBroken(String id, Throwable cause) ->
                LOG.warn("the connection broke while invocation {} was answered", id, cause);
            case RuntimeEvent.ReportRefused(String id, String reply) ->
                LOG.warn("Lambda refused what invocation {} reported: {}", id, reply);
            case RuntimeEvent.ReportLost(String id, Throwable cause) ->
                LOG.error("the failure of invocation {} could not be reported", id, cause);
            case RuntimeEvent.ApiUnreachable(Throwable cause, int failures, Duration retryIn) ->
                LOG.warn("no invocation fetched in {} tries in a row, next in {}", failures, retryIn, cause);
        }
    }
}
