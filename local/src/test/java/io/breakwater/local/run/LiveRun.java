package io.breakwater.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.adapters.memory.InMemoryDrains;
import io.breakwater.adapters.memory.InMemoryHealthStore;
import io.breakwater.adapters.memory.InMemoryKeyStore;
import io.breakwater.adapters.memory.InMemoryLedgerStore;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Region;
import io.breakwater.model.TenantId;
import io.breakwater.routing.TargetStores;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// A whole gateway with its simulated Bedrock on free ports, and what a test sends to both over their
/// sockets.
final class LiveRun implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST = Duration.ofSeconds(30);

    final EventLog events = new EventLog();
    final Queue<String> failures = new ConcurrentLinkedQueue<>();
    final Queue<String> audit = new ConcurrentLinkedQueue<>();
    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final EmbeddedRun run;

    private LiveRun(Path config, Consumer<GatewayEvent> also, Optional<LocalEnvironment> environment) throws Exception {
        RunOptions options = new RunOptions(
                ConfigFiles.read(config),
                0,
                Optional.empty(),
                0,
                Optional.empty(),
                new LedgerPlace.Memory(),
                RunOptions.Bedrock.SIMULATED,
                RunOptions.DRAIN,
                event -> {
                    events.accept(event);
                    also.accept(event);
                },
                failures::add);
        run = environment.isPresent()
                ? EmbeddedRun.start(options, audit::add, environment.get())
                : EmbeddedRun.start(options, audit::add);
    }

    /// @param config the name of a file in the test resources
    static LiveRun start(String config) throws Exception {
        return start(config, _ -> {});
    }

    static LiveRun start(String config, Consumer<GatewayEvent> also) throws Exception {
        return new LiveRun(resource(config), also, Optional.empty());
    }

    static LiveRun start(Path config) throws Exception {
        return new LiveRun(config, _ -> {}, Optional.empty());
    }

    /// A gateway that uses this clock.
    static LiveRun start(Path config, InstantSource clock) throws Exception {
        return new LiveRun(config, _ -> {}, Optional.of(new LocalEnvironment(clock, _ -> memory())));
    }

    /// A gateway that reaches Bedrock over a wire that the test provides.
    static LiveRun start(Path config, BiFunction<Region, URI, URI> wire) throws Exception {
        return new LiveRun(
                config, _ -> {}, Optional.of(new LocalEnvironment(InstantSource.system(), _ -> memory(), wire)));
    }

    private static LocalState memory() {
        InMemoryKeyStore keys = new InMemoryKeyStore();
        return new LocalState(
                new InMemoryLedgerStore(),
                new TargetStores(new InMemoryHealthStore(), new InMemoryDrains()),
                keys,
                keys,
                "memory");
    }

    /// A gateway whose ledgers and clock are those of the environment.
    static LiveRun start(String config, LocalEnvironment environment) throws Exception {
        return new LiveRun(resource(config), _ -> {}, Optional.of(environment));
    }

    static LiveRun start(Path config, LocalEnvironment environment) throws Exception {
        return new LiveRun(config, _ -> {}, Optional.of(environment));
    }

    static Path resource(String name) throws URISyntaxException {
        var found = LiveRun.class.getResource("/run/" + name);
        if (found == null) {
            throw new IllegalArgumentException("there is no test resource run/" + name);
        }
        return Path.of(found.toURI());
    }

    URI gateway() {
        return run.gateway();
    }

    String key(String tenant) {
        return run.keys().get(new TenantId(tenant));
    }

    /// The token that gives access to the operators' API.
    String adminToken() {
        return run.adminToken();
    }

    /// A request of an operator; an empty body means none.
    HttpResponse<String> admin(String method, String path, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(gateway() + "/admin/" + path))
                        .timeout(LONGEST)
                        .header("authorization", "Bearer " + adminToken())
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /// A request to the gateway with a tenant's key.
    HttpRequest.Builder request(String tenant, String path) {
        return HttpRequest.newBuilder(URI.create(gateway() + path))
                .timeout(LONGEST)
                .header("authorization", "Bearer " + key(tenant));
    }

    HttpRequest posting(String tenant, String path, String body) {
        return request(tenant, path)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    HttpResponse<String> post(String tenant, String path, String body) throws IOException, InterruptedException {
        return http.send(posting(tenant, path, body), BodyHandlers.ofString());
    }

    /// A chat completion with this alias and prompt.
    HttpResponse<String> chat(String tenant, String alias, String prompt) throws IOException, InterruptedException {
        return post(tenant, "/v1/chat/completions", chatBody(alias, prompt, false));
    }

    HttpResponse<String> streamedChat(String tenant, String alias, String prompt)
            throws IOException, InterruptedException {
        return post(tenant, "/v1/chat/completions", chatBody(alias, prompt, true));
    }

    static String chatBody(String alias, String prompt, boolean stream) {
        var body = JSON.createObjectNode().put("model", alias).put("max_tokens", 20_000);
        body.put("stream", stream);
        body.putArray("messages").addObject().put("role", "user").put("content", prompt);
        return body.toString();
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    static String requestId(HttpResponse<?> answer) {
        return answer.headers().firstValue("x-request-id").orElseThrow();
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /// What the tenant itself sees of its ledger.
    JsonNode usage(String tenant) throws IOException, InterruptedException {
        return json(http.send(request(tenant, "/v1/usage").build(), BodyHandlers.ofString()));
    }

    /// The tokens that the tenant has settled today.
    long tokensUsed(String tenant) throws IOException, InterruptedException {
        return usage(tenant).path("tokensToday").path("used").asLong(-1);
    }

    /// A dry run of a chat completion.
    JsonNode plan(String tenant, String alias) throws IOException, InterruptedException {
        return json(post(tenant, "/v1/plan", chatBody(alias, "hello", false)));
    }

    /// Breaks the simulated Bedrock as the script says.
    void faults(String script) throws IOException, InterruptedException {
        HttpResponse<String> answer = control("POST", "faults", script);
        if (answer.statusCode() != 200) {
            throw new IllegalArgumentException(answer.body());
        }
    }

    void mend() throws IOException, InterruptedException {
        control("DELETE", "faults", "");
    }

    /// The calls that arrived at the simulated Bedrock, oldest first.
    List<JsonNode> invocations() throws IOException, InterruptedException {
        return JSON.readTree(control("GET", "invocations", "").body())
                .valueStream()
                .toList();
    }

    /// The calls with what each has sent, to the extent that it was kept.
    List<JsonNode> bodies() throws IOException, InterruptedException {
        return JSON.readTree(control("GET", "invocations?bodies=true", "").body())
                .valueStream()
                .toList();
    }

    /// The calls to the two accounts of an alias, whose numbers have the same ending.
    List<JsonNode> invocations(String accountEnding) throws IOException, InterruptedException {
        return invocations().stream()
                .filter(call -> call.path("accountId").asText().endsWith(accountEnding))
                .toList();
    }

    private HttpResponse<String> control(String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(run.simulation().orElseThrow() + "/_sim/" + path))
                        .timeout(LONGEST)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Override
    public void close() throws IOException {
        http.close();
        run.close();
    }
}
