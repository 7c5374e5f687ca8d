package io.breakwater.router;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.adapters.memory.InMemoryDrains;
import io.breakwater.adapters.memory.InMemoryHealthStore;
import io.breakwater.adapters.memory.InMemoryLedgerStore;
import io.breakwater.adapters.memory.InMemoryTenants;
import io.breakwater.adapters.telemetry.EmbeddedMetrics;
import io.breakwater.call.Attempted;
import io.breakwater.call.Heartbeat;
import io.breakwater.call.ModelRequest;
import io.breakwater.call.ModelStream;
import io.breakwater.call.ModelTransport;
import io.breakwater.dialect.RequestBody;
import io.breakwater.dialect.body.ConverseEvents;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.identity.Caller;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import io.breakwater.quota.item.FailingStore;
import io.breakwater.quota.item.FailingStore.Fate;
import io.breakwater.router.runtime.ResponseSink;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TargetStores;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Logging;
import io.breakwater.settings.Settings;
import io.breakwater.settings.SettingsReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Supplier;

/// The router as it is assembled for a function, with a scripted Bedrock and a store that can be out of
/// reach; what it logs and measures is kept.
final class MeasuredRouter {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");
    /// The page that calls, in the form in which a browser names it.
    static final String PAGE = "https://app.example.com";

    static final String ENVIRONMENT = """
            environment: test
            protection: disposable
            exposeTargets: true
            home: { account: "123456789012", region: us-east-1 }
            shards:
              - { id: a, account: "111111111111", regions: [us-east-1] }
              - { id: b, account: "222222222222", regions: [us-west-2] }
            models:
              sonnet:
                tiers:
                  - { profile: us.anthropic.claude-sonnet-4-6, shards: [a] }
                  - { profile: us.anthropic.claude-haiku-4-5-20251001-v1:0, shards: [b] }
              spare:
                tiers:
                  - { profile: us.amazon.nova-lite-v1:0, shards: [b] }
            plans:
              standard: { requestsPerMinute: 600, tokensPerDay: 1000000 }
              tiny: { requestsPerMinute: 1, burstPercent: 100 }
              watched: { requestsPerMinute: 1, burstPercent: 100, shadow: [requestsPerMinute] }
            tenants:
              - { id: search, plan: standard, models: [sonnet, spare] }
              - { id: sandbox, plan: tiny, models: [sonnet] }
              - { id: newcomer, plan: watched, models: [sonnet] }
              - { id: steady, plan: standard, models: [sonnet], failMode: local }
            """;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final ByteArrayOutputStream measured = new ByteArrayOutputStream();
    private final Deque<Supplier<Attempted>> script = new ArrayDeque<>();
    private final Assembly assembly;
    private final Set<String> headers = new TreeSet<>();
    private final Map<String, String> named = new HashMap<>();
    private byte[] answer = new byte[0];
    boolean storeDown;

    MeasuredRouter() throws IOException {
        this(ENVIRONMENT);
    }

    /// @param environment the content of the environment's file
    MeasuredRouter(String environment) throws IOException {
        Settings settings = settings(environment);
        JsonEvents events = new JsonEvents(stream(log), Logging.Level.DEBUG);
        var metrics = new EmbeddedMetrics(settings.environment(), stream(measured))
                .requests(settings.topology().routes().keySet(), trouble -> {
                    throw new AssertionError(trouble);
                });
        assembly = Assembly.of(
                settings,
                new Assembly.Adapters(
                        new FailingStore(new InMemoryLedgerStore(), () -> {}, () -> storeDown ? Fate.LOST : Fate.TAKEN),
                        new TargetStores(new InMemoryHealthStore(), new InMemoryDrains()),
                        new InMemoryTenants(),
                        settings::commonTerms,
                        new QueuedAnswers(),
                        event -> {
                            events.accept(event);
                            metrics.accept(event);
                        },
                        () -> NOW,
                        _ -> {},
                        Heartbeat.NONE,
                        new SplittableRandom(42)));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    static Settings settings() throws IOException {
        return settings(ENVIRONMENT);
    }

    static Settings settings(String environment) throws IOException {
        Path catalogue = Path.of(System.getProperty("breakwater.root"), "config", "models.yaml");
        Loaded<Settings> loaded = SettingsReader.read(
                new ConfigText("models.yaml", Files.readString(catalogue)), new ConfigText("test.yaml", environment));
        return switch (loaded) {
            case Loaded.Valid(Settings settings) -> settings;
            case Loaded.Invalid<Settings> invalid -> throw new AssertionError(invalid.problems());
        };
    }

    MeasuredRouter then(Attempted answer) {
        script.add(() -> answer);
        return this;
    }

    MeasuredRouter then(Supplier<Attempted> answer) {
        script.add(answer);
        return this;
    }

    /// The router as it is deployed.
    DeployedRouter deployed() {
        return new DeployedRouter(assembly.router());
    }

    /// Sends a chat completion and returns its status.
    int chat(String tenant, String body) throws IOException, InterruptedException {
        return send(tenant, "POST", "/v1/chat/completions", body);
    }

    int send(String tenant, String method, String path, String body) throws IOException, InterruptedException {
        return send(tenant, method, path, RequestBody.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    int send(String tenant, String method, String path, RequestBody body) throws IOException, InterruptedException {
        APIGatewayProxyRequestEvent event = new APIGatewayProxyRequestEvent()
                .withHttpMethod(method)
                .withPath(path)
                .withHeaders(headersOf(path));
        ProxyRequestContext context = new ProxyRequestContext();
        context.setAuthorizer(new Caller(new TenantId(tenant), "abcdefghijkl", Set.of()).context());
        event.setRequestContext(context);
        Sink sink = new Sink();
        assembly.router().handle(event, body, NOW.plusSeconds(60), sink);
        headers.addAll(sink.headers);
        answer = sink.body.toByteArray();
        return sink.status;
    }

    /// The next requests have this header.
    MeasuredRouter with(String header, String value) {
        named.put(header, value);
        return this;
    }

    private Map<String, String> headersOf(String path) {
        Map<String, String> all = new HashMap<>(headers(path));
        all.putAll(named);
        return all;
    }

    private static Map<String, String> headers(String path) {
        return path.startsWith("/v1/messages")
                ? Map.of("content-type", "application/json", "origin", PAGE, "anthropic-version", "2023-06-01")
                : Map.of("content-type", "application/json", "origin", PAGE);
    }

    /// The bytes of the last answer's body.
    byte[] answer() {
        return answer;
    }

    /// The names of all headers that any answer has had.
    Set<String> headers() {
        return headers;
    }

    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    String measured() {
        return measured.toString(StandardCharsets.UTF_8);
    }

    List<JsonNode> lines(String text) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    static Attempted whole(String text) {
        ObjectNode converse = JsonNodeFactory.instance.objectNode().put("stopReason", "end_turn");
        converse.putObject("output")
                .putObject("message")
                .put("role", "assistant")
                .putArray("content")
                .addObject()
                .put("text", text);
        converse.putObject("usage").put("inputTokens", 26).put("outputTokens", 10);
        return whole(converse);
    }

    static Attempted whole(ObjectNode converse) {
        return new Attempted.Whole(converse, TokenUsage.of(26, 10));
    }

    static Attempted failed(Outcome outcome) {
        return new Attempted.Failed(outcome);
    }

    /// A stream of one delta and then its end, complete or not.
    static Attempted opened(String text, boolean whole) {
        ObjectNode delta = JsonNodeFactory.instance.objectNode().put("contentBlockIndex", 0);
        delta.putObject("delta").put("text", text);
        ObjectNode stop = JsonNodeFactory.instance.objectNode().put("stopReason", "end_turn");
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        metadata.putObject("usage").put("inputTokens", 26).put("outputTokens", 10);
        Deque<ModelStream.Piece> pieces = new ArrayDeque<>();
        pieces.add(new ModelStream.Piece.Event(new ModelEvent(ConverseEvents.BLOCK_DELTA, delta)));
        if (whole) {
            pieces.add(new ModelStream.Piece.Event(new ModelEvent(ConverseEvents.MESSAGE_STOP, stop)));
            pieces.add(new ModelStream.Piece.Event(new ModelEvent(ConverseEvents.METADATA, metadata)));
            pieces.add(new ModelStream.Piece.End());
        } else {
            pieces.add(new ModelStream.Piece.Broken(new Outcome.BrokenStream("connection reset")));
        }
        return opened(pieces);
    }

    static Attempted opened(Deque<ModelStream.Piece> pieces) {
        return new Attempted.Opened(new ModelStream() {
            @Override
            public Piece next() {
                return pieces.remove();
            }

            @Override
            public void close() {}
        });
    }

    private final class QueuedAnswers implements ModelTransport {
        @Override
        public Attempted call(Target target, ModelRequest request, CallLimits limits) {
            return Optional.ofNullable(script.poll()).orElseThrow().get();
        }

        @Override
        public void renewCredentials(Target target, TenantId tenant) {}
    }

    private static final class Sink implements ResponseSink {
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private int status;
        private Set<String> headers = Set.of();

        @Override
        public void begin(int status, Map<String, String> headers) {
            this.status = status;
            this.headers = headers.keySet();
        }

        @Override
        public void write(byte[] bytes) {
            body.writeBytes(bytes);
        }
    }
}
