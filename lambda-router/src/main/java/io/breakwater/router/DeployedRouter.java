package io.breakwater.router;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.breakwater.adapters.bedrock.BedrockEndpoints;
import io.breakwater.adapters.bedrock.BedrockHttp;
import io.breakwater.adapters.bedrock.BedrockTransport;
import io.breakwater.adapters.bedrock.Watchdog;
import io.breakwater.adapters.config.FunctionConfig;
import io.breakwater.adapters.config.FunctionVariables;
import io.breakwater.adapters.credentials.AssumedRoles;
import io.breakwater.adapters.dynamodb.DynamoDrains;
import io.breakwater.adapters.dynamodb.DynamoHealthStore;
import io.breakwater.adapters.dynamodb.DynamoLedgerStore;
import io.breakwater.adapters.dynamodb.LedgerClient;
import io.breakwater.adapters.telemetry.EmbeddedMetrics;
import io.breakwater.adapters.telemetry.RequestMetrics;
import io.breakwater.event.EventSink;
import io.breakwater.routing.TargetStores;
import io.breakwater.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sts.StsClient;

/// The router as a Lambda function: the composition root of the data plane in AWS, in the order a request passes.
final class DeployedRouter implements StreamingHandler {
    /// What the function keeps for settling before Lambda ends it.
    private static final Duration MARGIN = Duration.ofMillis(1_500);

    private static final Logger LOG = LoggerFactory.getLogger(DeployedRouter.class);

    private static final ObjectReader EVENTS = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readerFor(APIGatewayProxyRequestEvent.class);

    private final ProxyHandler router;

    DeployedRouter(ProxyHandler router) {
        this.router = router;
    }

    /// @param environment the function's variables
    /// @param out where the function's log is read: one line for each event and for its metrics
    /// @throws IOException if the packaged configuration cannot be read
    static DeployedRouter start(Map<String, String> environment, PrintStream out) throws IOException {
        FunctionVariables variables = new FunctionVariables(environment);
        FunctionConfig config = FunctionConfig.read(variables.config());
        SdkHttpClient http = BedrockHttp.client(config.settings().timeouts().connect());
        InstantSource clock = InstantSource.system();
        RandomGenerator random = new SecureRandom();
        AssumedRoles roles = new AssumedRoles(
                StsClient.builder().httpClient(http).build(),
                "breakwater-" + config.settings().environment(),
                config::role);
        DynamoDbClient dynamo = LedgerClient.of(http, _ -> {});
        Assembly assembly = Assembly.of(
                config.settings(),
                new Assembly.Edges(
                        new DynamoLedgerStore(dynamo, variables.required("BREAKWATER_QUOTA_TABLE")),
                        targets(dynamo, variables.required("BREAKWATER_HEALTH_TABLE")),
                        new BedrockTransport(http, roles, BedrockEndpoints.from(environment), new Watchdog(), clock),
                        events(config.settings(), out),
                        clock,
                        Thread::sleep,
                        random));
        return new DeployedRouter(assembly.router());
    }

    private static TargetStores targets(DynamoDbClient dynamo, String table) {
        return new TargetStores(new DynamoHealthStore(dynamo, table), new DynamoDrains(dynamo, table));
    }

    private static EventSink events(Settings settings, PrintStream out) {
        JsonEvents log = new JsonEvents(out, settings.logging().level());
        RequestMetrics metrics = new EmbeddedMetrics(settings.environment(), out)
                .requests(settings.topology().routes().keySet(), trouble -> LOG.error("no metrics", trouble));
        return event -> {
            log.accept(event);
            metrics.accept(event);
        };
    }

    @Override
    public void handle(Invocation invocation, ResponseSink sink) throws Exception {
        APIGatewayProxyRequestEvent event = EVENTS.readValue(invocation.event());
        router.handle(event, invocation.deadline().minus(MARGIN), sink);
    }
}
