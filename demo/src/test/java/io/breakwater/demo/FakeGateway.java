package io.breakwater.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A gateway and its simulated Bedrock on one loopback socket, with pools and tenants that have state,
/// and with defects that can be switched on. A tenant's key is `key-` followed by its name.
final class FakeGateway implements AutoCloseable {
    private static final List<String> REGIONS = List.of("us-east-1", "us-east-2", "us-west-2");

    /// Defects of a gateway that breaks its promises.
    enum Vice {
        ANSWERS_ALL_FROM_THE_FIRST_POOL,
        SERVES_IN_ONE_REGION,
        HIDES_RETRY_AFTER,
        DATES_RETRY_AFTER,
        REFUSES_ONE_IN_FIVE,
        HIDES_TARGETS,
        HAS_NO_SIMULATION,
        FORGETS_THE_LOG,
        LETS_THE_NEIGHBOUR_SUFFER,
        KNOWS_NO_ALIAS
    }

    static final class FakePool {
        final int tier;
        final String model;
        final String target;
        final int limit;
        int used;

        FakePool(int tier, String model, String target, int limit) {
            this.tier = tier;
            this.model = model;
            this.target = target;
            this.limit = limit;
        }

        int left() {
            return limit - used;
        }
    }

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Vice> vices;
    private final Map<String, List<FakePool>> pools = new LinkedHashMap<>();
    private final Map<String, Integer> tenantLimits = new TreeMap<>(Map.of("a", 3, "b", 10, "c", 10, "demo", 6000));
    private final Map<String, Integer> tenantUsed = new TreeMap<>();
    private final List<ObjectNode> log = new ArrayList<>();
    private int chats;
    private int served;

    private FakeGateway(HttpServer server, List<Vice> vices) {
        this.server = server;
        this.vices = vices;
        pools.put("demo-cris", List.of(new FakePool(1, "sonnet", "a/us-east-1/us.sonnet-x", 1000)));
        pools.put(
                "demo-sharding",
                List.of(
                        new FakePool(1, "opus", "a/us-east-1/us.opus", 500),
                        new FakePool(1, "opus", "b/us-west-2/us.opus", 500)));
        pools.put(
                "demo-fallback",
                List.of(
                        new FakePool(1, "sonnet", "c/us-east-1/us.sonnet", 3),
                        new FakePool(2, "haiku", "c/us-east-1/us.haiku", 25)));
        pools.put(
                "demo-balance",
                List.of(
                        new FakePool(1, "sonnet", "d/us-east-1/us.sonnet", 3),
                        new FakePool(1, "sonnet", "e/us-west-2/us.sonnet", 3),
                        new FakePool(2, "haiku", "f/us-east-1/us.haiku", 25)));
        pools.put("demo-isolation", List.of(new FakePool(1, "sonnet", "f/us-east-1/us.sonnet", 10000)));
    }

    static FakeGateway start(Vice... vices) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
            FakeGateway fake = new FakeGateway(server, List.of(vices));
            server.setExecutor(fake.threads);
            server.createContext("/", fake::handle);
            server.start();
            return fake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// This gateway as if it were a demo's own.
    RunningGateway running() {
        Map<String, String> keys = Map.of("demo", "key-demo", "a", "key-a", "b", "key-b", "c", "key-c");
        Optional<URI> simulation = has(Vice.HAS_NO_SIMULATION) ? Optional.empty() : Optional.of(uri());
        return new ForeignGateway(uri(), simulation, keys);
    }

    /// Uses up requests of one of an alias's pools.
    synchronized void use(String alias, int pool, int requests) {
        pools.get(alias).get(pool).used += requests;
    }

    synchronized void useOfTenant(String tenant, int requests) {
        tenantUsed.merge(tenant, requests, Integer::sum);
    }

    /// Plays that a minute has passed.
    synchronized void refill() {
        pools.values().forEach(all -> all.forEach(pool -> pool.used = 0));
        tenantUsed.clear();
    }

    synchronized int chats() {
        return chats;
    }

    private boolean has(Vice vice) {
        return vices.contains(vice);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            String tenant = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                    .replace("Bearer key-", "");
            switch (path) {
                case "/healthz" -> send(exchange, 200, json.createObjectNode().put("status", "ok"));
                case "/v1/usage" -> send(exchange, 200, usage(tenant));
                case "/v1/plan" ->
                    plan(exchange, json.readTree(body).path("model").asText());
                case "/v1/chat/completions" ->
                    chat(exchange, tenant, json.readTree(body).path("model").asText());
                default -> simulation(exchange, path);
            }
        }
    }

    private synchronized ObjectNode usage(String tenant) {
        int limit = tenantLimits.get(tenant);
        int used = tenantUsed.getOrDefault(tenant, 0);
        ObjectNode usage = json.createObjectNode();
        usage.putObject("requestsPerMinute").put("limit", limit).put("remaining", limit - used);
        return usage;
    }

    private synchronized void plan(HttpExchange exchange, String alias) throws IOException {
        if (has(Vice.KNOWS_NO_ALIAS)) {
            error(exchange, 404, "the model does not exist");
            return;
        }
        ObjectNode plan = json.createObjectNode();
        ArrayNode candidates = plan.putArray("candidates");
        for (FakePool pool : pools.get(alias)) {
            ObjectNode candidate = candidates.addObject();
            candidate.put("tier", pool.tier).put("model", pool.model);
            if (!has(Vice.HIDES_TARGETS)) {
                candidate.put("target", pool.target);
            }
            candidate
                    .putObject("requests")
                    .put("limitPerMinute", pool.limit)
                    .put("remaining", pool.left())
                    .put("resetSeconds", pool.used * 60 / pool.limit);
        }
        plan.putArray("skipped");
        send(exchange, 200, plan);
    }

    private synchronized void chat(HttpExchange exchange, String tenant, String alias) throws IOException {
        chats++;
        String counted = has(Vice.LETS_THE_NEIGHBOUR_SUFFER) && tenant.equals("b") ? "a" : tenant;
        if (tenantUsed.getOrDefault(counted, 0) >= tenantLimits.get(counted)) {
            tooMany(exchange);
        } else if (has(Vice.REFUSES_ONE_IN_FIVE) && chats % 5 == 0) {
            error(exchange, 502, "the model failed while answering");
        } else {
            tenantUsed.merge(counted, 1, Integer::sum);
            answer(exchange, pools.get(alias));
        }
    }

    private void tooMany(HttpExchange exchange) throws IOException {
        if (has(Vice.DATES_RETRY_AFTER)) {
            exchange.getResponseHeaders().set("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT");
        } else if (!has(Vice.HIDES_RETRY_AFTER)) {
            exchange.getResponseHeaders().set("Retry-After", "20");
        }
        error(exchange, 429, "your limit is reached");
    }

    /// Answers from the first tier with room, and within it from the pool with most of it.
    private void answer(HttpExchange exchange, List<FakePool> candidates) throws IOException {
        Optional<FakePool> chosen = has(Vice.ANSWERS_ALL_FROM_THE_FIRST_POOL)
                ? Optional.of(candidates.getFirst())
                : candidates.stream()
                        .filter(pool -> pool.left() > 0)
                        .min((one, other) -> one.tier == other.tier
                                ? Integer.compare(one.used, other.used)
                                : Integer.compare(one.tier, other.tier));
        if (chosen.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", "20");
            error(exchange, 503, "the model has no capacity right now");
            return;
        }
        chosen.get().used++;
        logged(chosen.get());
        exchange.getResponseHeaders().set("x-breakwater-model", chosen.get().model);
        if (!has(Vice.HIDES_TARGETS)) {
            exchange.getResponseHeaders().set("x-breakwater-target", chosen.get().target);
        }
        send(exchange, 200, json.createObjectNode().put("object", "chat.completion"));
    }

    private void logged(FakePool pool) {
        String[] target = pool.target.split("/");
        String region = has(Vice.SERVES_IN_ONE_REGION) ? "us-east-1" : REGIONS.get(served++ / 2 % REGIONS.size());
        log.add(json.createObjectNode()
                .put("index", log.size())
                .put("accountId", target[0].repeat(12))
                .put("region", target[1])
                .put("inferenceRegion", region)
                .put("profile", target[2])
                .put("status", 200));
    }

    private synchronized void simulation(HttpExchange exchange, String path) throws IOException {
        if (has(Vice.HAS_NO_SIMULATION)) {
            error(exchange, 404, "there is no such path");
        } else if (path.equals("/_sim/healthz")) {
            send(exchange, 200, json.createObjectNode().put("status", "ok"));
        } else {
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            int since = query.startsWith("since=") ? Integer.parseInt(query.substring("since=".length())) : 0;
            ArrayNode entries = JsonNodeFactory.instance.arrayNode();
            log.stream().skip(has(Vice.FORGETS_THE_LOG) ? log.size() : since).forEach(entries::add);
            send(exchange, 200, entries);
        }
    }

    private void error(HttpExchange exchange, int status, String message) throws IOException {
        ObjectNode body = json.createObjectNode();
        body.putObject("error").put("message", message);
        send(exchange, status, body);
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
