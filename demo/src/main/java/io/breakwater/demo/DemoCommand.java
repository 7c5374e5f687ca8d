package io.breakwater.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `demo PATTERN`: shows a pattern at work. It exits 0 only if the pattern held, 1 if it did not or if the gateway
/// cannot be used, and 2 for bad use.
@Command(name = "demo", description = "Shows one of the gateway's patterns at work, and says whether it held.")
public class DemoCommand implements Callable<Integer> {
    private static final int NOT_HELD = 1;
    private static final String NOBODY =
            "the Regions cannot be read: no simulated Bedrock was found behind this gateway"
                    + " (name it with --sim-url); a real Bedrock reports them only in its invocation log";

    private final RunningGateway.Starter own;
    private final DemoPace pace;

    @Mixin
    private final DemoEntry entry = new DemoEntry();

    @Mixin
    private final DemoOptions options = new DemoOptions();

    /// @param own starts a gateway for the demo alone, if the caller names none
    /// @param pace waiting and the clock
    protected DemoCommand(RunningGateway.Starter own, DemoPace pace) {
        this.own = own;
        this.pace = pace;
    }

    @Override
    public Integer call() throws InterruptedException {
        return entry.enter(this::show);
    }

    private int show(List<Pattern> patterns) throws DemoException, InterruptedException {
        options.check();
        try (HttpClient http = GatewayClient.http();
                RunningGateway running = running(patterns, http)) {
            GatewayClient gateway = new GatewayClient(http, running.gateway(), running.keys());
            gateway.mustAnswer();
            Witness witness = running.simulation()
                    .map(address -> Witness.simulated(http, address, pace.pause()))
                    .orElseGet(() -> Witness.blind(NOBODY));
            return show(patterns, new DemoGateway(gateway, witness, entry.output(), pace));
        }
    }

    private int show(List<Pattern> patterns, DemoGateway demoGateway) throws InterruptedException {
        boolean held = true;
        for (Pattern pattern : patterns) {
            held &= demoGateway.show(
                    PatternDemo.local(pattern), entry.requests().orElse(pattern.requests()));
        }
        return held ? 0 : NOT_HELD;
    }

    private RunningGateway running(List<Pattern> patterns, HttpClient http) throws DemoException, InterruptedException {
        Optional<URI> foreign = options.gateway();
        if (foreign.isEmpty()) {
            return own.start();
        }
        Map<String, String> keys = options.keys(patterns.stream()
                .flatMap(pattern -> PatternDemo.local(pattern).tenants().stream())
                .distinct()
                .toList());
        return ForeignGateway.found(foreign.get(), options.simulation(), keys, http);
    }
}
