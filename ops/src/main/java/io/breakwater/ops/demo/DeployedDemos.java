package io.breakwater.ops.demo;

import io.breakwater.demo.DemoException;
import io.breakwater.demo.DemoGateway;
import io.breakwater.demo.DemoPace;
import io.breakwater.demo.GatewayClient;
import io.breakwater.demo.Output;
import io.breakwater.demo.Witness;
import io.breakwater.ops.account.AwsEndpoint;
import io.breakwater.ops.account.InvokeUrl;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Shows demos in a deployed environment, with its tenants' keys.
record DeployedDemos(Deployment deployment, DeployedOptions options) {
    /// Whether all of them held.
    ///
    /// @throws DemoException if the environment cannot be reached
    boolean show(List<DemoFit.Ready> ready, Output output) throws DemoException, InterruptedException {
        URI address = address();
        Map<String, String> keys = new TenantKeys(deployment).of(tenants(ready));
        try (HttpClient http = GatewayClient.http()) {
            GatewayClient gateway = new GatewayClient(http, address, keys);
            gateway.mustAnswer();
            return show(ready, new DemoGateway(gateway, witness(http), output, DemoPace.REAL));
        }
    }

    private static boolean show(List<DemoFit.Ready> ready, DemoGateway demoGateway) throws InterruptedException {
        boolean held = true;
        for (DemoFit.Ready each : ready) {
            held &= demoGateway.show(each.patternDemo(), each.each());
        }
        return held;
    }

    private URI address() throws DemoException {
        Optional<URI> told = options.gateway();
        return told.isPresent()
                ? told.get()
                : new GatewayAddress(deployment, InvokeUrl.behind(AwsEndpoint.ofEnvironment())).found();
    }

    private static Set<String> tenants(List<DemoFit.Ready> ready) {
        return ready.stream()
                .flatMap(each -> each.patternDemo().tenants().stream())
                .collect(Collectors.toSet());
    }

    private Witness witness(HttpClient http) {
        if (options.simulation().isPresent()) {
            return Witness.simulated(http, options.simulation().get(), DemoPace.REAL.pause());
        }
        return deployment.settings().logging().invocations()
                ? new InvocationLogWitness(
                        new CloudWatchInvocationLogs(deployment),
                        options.patience(),
                        DemoPace.REAL.pause(),
                        DemoPace.REAL.clock())
                : Witness.blind("Bedrock's invocation log is off in this environment");
    }
}
