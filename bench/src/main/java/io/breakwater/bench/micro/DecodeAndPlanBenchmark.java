package io.breakwater.bench.micro;

import io.breakwater.adapters.memory.InMemoryHealthStore;
import io.breakwater.adapters.memory.InMemoryLedgerStore;
import io.breakwater.call.TargetLedger;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.BodyGate;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.openai.OpenAiDialect;
import io.breakwater.local.run.ConfigFiles;
import io.breakwater.model.Route;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Topology;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.routing.CopyName;
import io.breakwater.routing.HealthChange;
import io.breakwater.routing.HealthListener;
import io.breakwater.routing.Plan;
import io.breakwater.routing.Planner;
import io.breakwater.routing.RoutingRequest;
import io.breakwater.routing.SharedTargetHealth;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// From the bytes of a chat completion to the plan of its targets, by the settings of the embedded run.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecodeAndPlanBenchmark {
    private static final int WORDS = 600;

    private final OpenAiDialect dialect = new OpenAiDialect(new BodyGate(JsonLimits.DEFAULT));
    private final ApiRequest request = request();
    private final Planner planner = planner();
    private final Topology topology = topology();
    private final Tenant tenant = topology.tenant(new TenantId("demo")).orElseThrow();
    private final ModelCall call = decoded();

    @Benchmark
    public ModelCall decode() {
        return decoded();
    }

    @Benchmark
    public Plan plan() {
        return plan(call);
    }

    @Benchmark
    public Plan decodeAndPlan() {
        return plan(decoded());
    }

    private ModelCall decoded() {
        return switch (dialect.decode(request)) {
            case Decoded.Call(ModelCall decoded, var _) -> decoded;
            case Decoded.Refused(var refusal) -> throw new IllegalStateException("refused: " + refusal);
        };
    }

    private Plan plan(ModelCall decoded) {
        Route route = topology.route(tenant, decoded.alias()).orElseThrow();
        ModelBody body = body(decoded, route);
        return planner.plan(
                route, new RoutingRequest(tenant, body.needs(), false, body.inputTokens(), 256), Instant.now());
    }

    private static ModelBody body(ModelCall call, Route route) {
        return switch (call.bodies()
                .of(route.tiers().getFirst().targets().getFirst().profile().model())) {
            case BodyChoice.Spoken(ModelBody body) -> body;
            case BodyChoice.NotSpoken(String why, var _) -> throw new IllegalStateException(why);
        };
    }

    private static Topology topology() {
        try {
            return ConfigFiles.read(ConfigFiles.root().resolve("config/local.yaml"))
                    .topology();
        } catch (ConfigFiles.BadConfig bad) {
            throw new IllegalStateException(bad.getMessage(), bad);
        }
    }

    private static Planner planner() {
        TargetLedger targets =
                new TargetLedger(new Ledger(new InMemoryLedgerStore(), new Epochs(Duration.ofMinutes(2))));
        SharedTargetHealth health = new SharedTargetHealth(
                new InMemoryHealthStore(), new CopyName(() -> "bench"), new Random(1), new MemoryListener());
        return new Planner(health, targets, new Random(2));
    }

    private static ApiRequest request() {
        String body = """
            {"model":"claude-sonnet","max_tokens":256,"temperature":0.2,"messages":[
            {"role":"system","content":"You answer briefly."},{"role":"user","content":"%s"}]}\
            """.formatted("breakwater ".repeat(WORDS));
        return new ApiRequest(
                "POST",
                "/v1/chat/completions",
                Map.of("content-type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static final class MemoryListener implements HealthListener {
        @Override
        public void changed(HealthChange change) {}

        @Override
        public void unreachable(RuntimeException trouble) {
            throw trouble;
        }
    }
}
