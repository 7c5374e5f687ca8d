package io.breakwater.local.front;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import io.breakwater.adapters.memory.InMemoryKeyStore;
import io.breakwater.control.AuthorizerHandler;
import io.breakwater.identity.ApiKey;
import io.breakwater.identity.Cidr;
import io.breakwater.identity.KeyCheck;
import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyScope;
import io.breakwater.identity.KeyTerm;
import io.breakwater.identity.Pepper;
import io.breakwater.model.TenantId;
import io.breakwater.router.ProxyHandler;
import io.breakwater.router.runtime.ResponseSink;
import io.breakwater.surface.Cors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/// A front with the real authorizer, two tenants, and a router that each test provides.
final class RunningFront implements AutoCloseable {
    static final String SEARCH_USAGE = "usage-identifier-of-search";
    static final String CHAT_USAGE = "usage-identifier-of-chat";
    static final long LARGEST_BODY_BYTES = 100_000;
    static final FrontLimits LIMITS = FrontLimits.ofHeap(512L * 1024 * 1024);
    /// Limits with which the front soon ends whatever takes long.
    static final FrontLimits IMPATIENT = new FrontLimits(
            100,
            4_096,
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            1_000_000,
            400_000,
            Duration.ofMillis(500),
            Duration.ofMinutes(5));

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final SteppingClock clock = new SteppingClock();
    final List<String> failures = new CopyOnWriteArrayList<>();
    final AtomicInteger authorizations = new AtomicInteger();
    final AtomicInteger hashes = new AtomicInteger();
    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    private final Pepper pepper = new Pepper(new byte[32]);
    private final AtomicReference<String> broken = new AtomicReference<>("");
    private final InMemoryKeyStore keys = new InMemoryKeyStore();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final LocalFront front;
    final String search = issue("search", SEARCH_USAGE);
    final String chat = issue("chat", CHAT_USAGE);

    RunningFront(ProxyHandler router) throws IOException {
        this(router, event -> {
            throw new IllegalStateException("no usage here");
        });
    }

    RunningFront(ProxyHandler router, Usage usage) throws IOException {
        this(router, usage, Duration.ZERO);
    }

    /// @param cache how long the authorizer's answers are reused
    RunningFront(ProxyHandler router, Duration cache) throws IOException {
        this(
                router,
                _ -> {
                    throw new IllegalStateException("no usage here");
                },
                cache);
    }

    /// @param limits the limits that it sets its clients
    RunningFront(ProxyHandler router, FrontLimits limits) throws IOException {
        this(
                router,
                _ -> {
                    throw new IllegalStateException("no usage here");
                },
                Duration.ZERO,
                limits);
    }

    /// Like [#RunningFront(ProxyHandler, FrontLimits)], with TLS as well.
    RunningFront(ProxyHandler router, FrontLimits limits, TlsIdentity tls) throws IOException {
        this(
                router,
                _ -> {
                    throw new IllegalStateException("no usage here");
                },
                Duration.ZERO,
                limits,
                Optional.of(new TlsListener(0, false, tls)));
    }

    private RunningFront(ProxyHandler router, Usage usage, Duration cache) throws IOException {
        this(router, usage, cache, LIMITS);
    }

    private RunningFront(ProxyHandler router, Usage usage, Duration cache, FrontLimits limits) throws IOException {
        this(router, usage, cache, limits, Optional.empty());
    }

    private RunningFront(
            ProxyHandler router, Usage usage, Duration cache, FrontLimits limits, Optional<TlsListener> tls)
            throws IOException {
        AuthorizerHandler authorizer = new AuthorizerHandler(
                        this::find,
                        new KeyCheck("local", key -> {
                            hashes.incrementAndGet();
                            return pepper.hash(key);
                        }),
                        keys,
                        clock)
                .reusedFor(cache);
        front = LocalFront.start(
                settings(cache, limits),
                new FrontAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), tls),
                new FrontFunctions(
                        event -> counted(authorizer, event),
                        usage::answer,
                        router,
                        new LocalAdminApi("t".repeat(32), usage::answer)),
                clock,
                failures::add,
                Stop.SHORT);
    }

    /// The usage function.
    interface Usage {
        APIGatewayProxyResponseEvent answer(APIGatewayProxyRequestEvent event);
    }

    /// A well-formed key for which the key store fails.
    String failingKey() {
        ApiKey key = ApiKey.generate("local", random);
        broken.set(key.keyId());
        return key.text();
    }

    private Optional<KeyRecord> find(String keyId) {
        if (keyId.equals(broken.get())) {
            throw new IllegalStateException("the table of keys cannot be reached");
        }
        return keys.find(keyId);
    }

    private IamPolicyResponseV1 counted(AuthorizerHandler authorizer, APIGatewayCustomAuthorizerEvent event) {
        authorizations.incrementAndGet();
        return authorizer.authorize(event);
    }

    static FrontSettings settings(Duration cache, FrontLimits limits) {
        return new FrontSettings(
                "123456789012",
                "us-east-1",
                "local",
                Map.of(
                        SEARCH_USAGE, new UsagePlan(2, 10, OptionalLong.empty()),
                        CHAT_USAGE, new UsagePlan(10_000, 5_000, OptionalLong.empty())),
                cache,
                LARGEST_BODY_BYTES,
                Duration.ofMinutes(15),
                Cors.OFF,
                limits);
    }

    String issue(String tenant, String usage) {
        return put(ApiKey.generate("local", random), tenant, usage, KeyTerm.OPEN);
    }

    String issue(String environment, Optional<Instant> notAfter, boolean revoked) {
        KeyTerm term = new KeyTerm(Optional.empty(), notAfter, revoked, Optional.empty());
        return put(ApiKey.generate(environment, random), "chat", CHAT_USAGE, term);
    }

    /// A key that is valid only from these addresses.
    String issueFor(String sources) {
        ApiKey key = ApiKey.generate("local", random);
        KeyScope scope = new KeyScope(Set.of(), List.of(Cidr.of(sources)));
        keys.put(new KeyRecord(key.keyId(), pepper.hash(key), new TenantId("chat"), scope, KeyTerm.OPEN, CHAT_USAGE));
        return key.text();
    }

    String unknownKey() {
        return ApiKey.generate("local", random).text();
    }

    /// Revokes a key that was issued.
    void revoke(String key) {
        KeyRecord known = keys.find(key.substring(9, 21)).orElseThrow();
        keys.put(known.ended());
    }

    private String put(ApiKey key, String tenant, String usage, KeyTerm term) {
        keys.put(new KeyRecord(key.keyId(), pepper.hash(key), new TenantId(tenant), KeyScope.WHOLE, term, usage));
        return key.text();
    }

    URI uri(String path) {
        return URI.create(front.uri() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /// The status of a call from this address of the loopback interface.
    int statusFrom(String address, String path, String... headers) throws Exception {
        try (HttpClient elsewhere = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.getByName(address))
                .build()) {
            return elsewhere
                    .send(request(path).headers(headers).build(), BodyHandlers.ofString())
                    .statusCode();
        }
    }

    HttpClient client() {
        return client;
    }

    Socket socket() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    /// A router that answers everything with this text.
    static ProxyHandler answering(String text) {
        return (event, deadline, sink) -> answer(sink, text);
    }

    static void answer(ResponseSink sink, String text) throws IOException {
        sink.begin(200, Map.of("content-type", "text/plain"));
        sink.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        client.shutdownNow();
        front.close();
    }
}
