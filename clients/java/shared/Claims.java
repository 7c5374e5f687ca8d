package shared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// What the programs of this folder share: their keys, what they send, and how they print which claims held.
public final class Claims {
    /// The addresses of the gateway, over TLS and in clear, without a path.
    public static final String GATEWAY = required("BREAKWATER_URL");

    public static final String PLAIN = required("BREAKWATER_PLAIN_URL");
    private static final String SIMULATION = required("BREAKWATER_SIMULATION_URL");
    public static final String MODEL = "claude-sonnet";

    /// The block of Converse, or the type in Anthropic's language, in which Bedrock must have received what a claim has sent.
    private static final Map<String, String> ARRIVES_AS = Map.of("image", "image", "pdf", "document");

    /// A picture of one pixel.
    public static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    /// Prompts that make the simulated Bedrock call tools, each as often as it is named, and one whose answer takes some seconds.
    public static final String ONE_CALL = "What is the weather? [[tool:weather {\"city\":\"Oslo\"}]]";

    public static final String TWO_CALLS =
            "And in both cities? [[tool:weather {\"city\":\"Oslo\"}]] [[tool:weather {\"city\":\"Rome\"}]]";
    public static final String LONG = "[[tokens:2000]]";

    /// The capabilities about which each program has a claim, in the order of the table.
    private static final List<String> CAPABILITIES = List.of(
            "text", "stream", "tool", "tools", "image", "pdf", "structured", "json", "errors", "abort", "retries", "plain");

    private static final int LIMIT_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Set<String> TENANTS = ConcurrentHashMap.newKeySet();

    private final String client;
    private final String version;
    private final Map<String, Claim> claims = new HashMap<>();
    private final Map<String, String> notSupported = new HashMap<>();
    private final Map<String, String> notes = new HashMap<>();

    /// Fails if the condition does not hold.
    public interface Claim {
        void show() throws Exception;
    }

    /// @param kind a class of the client, whose jar has its version in its name
    public Claims(String client, Class<?> kind) {
        this.client = client;
        String jar = Path.of(URI.create(
                        kind.getProtectionDomain().getCodeSource().getLocation().toString()))
                .getFileName()
                .toString();
        this.version = jar.replaceFirst("^.*-(\\d[^-]*)\\.jar$", "$1");
    }

    public Claims claim(String capability, Claim claim) {
        claims.put(capability, claim);
        return this;
    }

    /// Marks a capability that the client itself does not have.
    public Claims notSupported(String capability, String why) {
        notSupported.put(capability, why);
        return this;
    }

    /// The condition under which a claim holds, which the page must state.
    public Claims note(String capability, String why) {
        notes.put(capability, why);
        return this;
    }

    /// Tries each claim in turn, and prints a line of JSON for it.
    public void report() {
        for (String capability : CAPABILITIES) {
            String why = notSupported.get(capability);
            String result = "not_supported";
            if (why == null) {
                why = problem(claims.get(capability), ARRIVES_AS.get(capability));
                result = why.isEmpty() ? "passed" : "failed";
                if (why.isEmpty()) why = notes.getOrDefault(capability, "");
            }
            System.out.printf(
                    "{\"client\":\"%s\",\"version\":\"%s\",\"capability\":\"%s\",\"result\":\"%s\",\"why\":\"%s\"}%n",
                    client, version, capability, result, oneLine(why));
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static String problem(Claim claim, String block) {
        if (claim == null) return "the program has no such claim";
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var shown = threads.submit(() -> {
                claim.show();
                if (block != null) arrived(block);
                return true;
            });
            try {
                shown.get(LIMIT_SECONDS, TimeUnit.SECONDS);
                return "";
            } finally {
                shown.cancel(true);
            }
        } catch (ExecutionException failed) {
            return failed.getCause().toString();
        } catch (Exception failed) {
            return failed.toString();
        }
    }

    /// A text for a table, without quotes and line ends, which the table's reader cannot parse.
    private static String oneLine(String words) {
        String plain = words.replaceAll("[\"\\\\]", "'").replaceAll("[\\s|]+", " ");
        return plain.substring(0, Math.min(300, plain.length()));
    }

    /// The key of a tenant; with that of NAME-small, calls are refused after two at once.
    public static String key(String tenant) throws IOException {
        TENANTS.add(tenant);
        return JSON.readTree(Files.readString(Path.of(required("BREAKWATER_KEYS")))).required(tenant).asText();
    }

    public static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    /// A document of one page that says "Hello".
    public static byte[] pdf() throws IOException {
        return Files.readAllBytes(Path.of(required("BREAKWATER_CLIENTS"), "hello.pdf"));
    }

    public static byte[] png() {
        return Base64.getDecoder().decode(PNG);
    }

    public static void check(boolean holds, String what) {
        if (!holds) throw new AssertionError(what);
    }

    public static void same(Object found, Object expected, String what) {
        check(Objects.equals(found, expected), what + ": " + found + " instead of " + expected);
    }

    /// The error of a call that must be refused with this type.
    public static <E extends Throwable> E refused(Class<E> kind, Claim call) {
        try {
            call.show();
        } catch (Throwable thrown) {
            Throwable error = thrown instanceof CompletionException ? thrown.getCause() : thrown;
            if (kind.isInstance(error)) return kind.cast(error);
            throw new AssertionError(error.getClass().getSimpleName() + " instead of " + kind.getSimpleName() + ": " + error);
        }
        throw new AssertionError("was not refused");
    }

    /// Checks that a call of this program reached Bedrock with such a block.
    private static void arrived(String block) throws Exception {
        var asked = HttpRequest.newBuilder(URI.create(SIMULATION + "/_sim/invocations?bodies=true")).build();
        for (JsonNode call : JSON.readTree(HTTP.send(asked, BodyHandlers.ofString()).body())) {
            // The call is found by its session, which is named after the tenant, since not every API of Bedrock takes metadata.
            String caller = call.path("identity").path("arn").asText();
            boolean ours = TENANTS.contains(caller.substring(caller.lastIndexOf('/') + 1));
            String input = call.path("input").toString();
            boolean holds = input.contains("\"" + block + "\":") || input.contains("\"type\":\"" + block + "\"");
            if (ours && holds) return;
        }
        throw new AssertionError("no " + block + " has arrived");
    }

    /// Uses up the calls that the tenant may make at once, so that calls are refused for more than a second.
    public static void spend(String key) throws Exception {
        var call = HttpRequest.newBuilder(URI.create(GATEWAY + "/v1/chat/completions"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"" + MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"))
                .build();
        for (int tried = 0; tried < 20; tried++) {
            var answer = HTTP.send(call, BodyHandlers.ofString());
            long wait = answer.statusCode() == 429
                    ? answer.headers().firstValueAsLong("retry-after").orElse(0)
                    : 0;
            if (wait > 2) return;
            Thread.sleep(wait * 1000);
        }
        throw new AssertionError("the small tenant was not refused");
    }

    /// Makes a call that is refused at first, and shows that it waited until it was admitted.
    public static void letInLater(String key, Claim call) throws Exception {
        spend(key);
        long begun = System.nanoTime();
        call.show();
        check(System.nanoTime() - begun > 1_000_000_000L, "was let in at once, so nothing was shown");
    }

    /// Waits until the gateway's log says that a client of this tenant left before its answer ended.
    public static void seenLeaving(String tenant) throws Exception {
        for (int look = 0; look < 200; look++) {
            try (var lines = Files.lines(Path.of(required("BREAKWATER_LOG")))) {
                if (lines.anyMatch(line -> line.contains("\"tenant\":\"" + tenant + "\"")
                        && line.contains("\"ending\":\"client-left\""))) return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("the gateway did not see that the client had left");
    }

    private static String required(String name) {
        String value = System.getenv(name);
        if (value == null) throw new IllegalStateException(name + " is not set; scripts/test-clients sets it");
        return value;
    }
}
