package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.adapters.telemetry.EmbeddedMetrics;
import io.breakwater.event.GatewayEvent;
import io.breakwater.identity.ApiKey;
import io.breakwater.model.Alias;
import io.breakwater.router.JsonEvents;
import io.breakwater.settings.Logging;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a client sends, it gets the status and the error of its own dialect, and nothing else
/// happens.
@Timeout(60)
class BadInputTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CANARY = "my secret prompt";
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"" + CANARY + "\"}]";
    private static final String BLOCKS =
            "\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"" + CANARY + "\"}]}]";
    private static final String CHAT = "/v1/chat/completions";
    private static final String CONVERSE = "/model/claude/converse";

    private static final ByteArrayOutputStream LOGGED = new ByteArrayOutputStream();
    private static LiveRun run;

    @BeforeAll
    static void start() throws Exception {
        PrintStream out = new PrintStream(LOGGED, true, StandardCharsets.UTF_8);
        JsonEvents json = new JsonEvents(out, Logging.Level.DEBUG);
        Consumer<GatewayEvent> metrics = new EmbeddedMetrics("test", out)
                .requests(Set.of(new Alias("claude")), trouble -> {
                    throw trouble;
                });
        RequestLog readable = new RequestLog(out);
        run = LiveRun.start("plain.yaml", event -> {
            json.accept(event);
            readable.accept(event);
            metrics.accept(event);
        });
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
    }

    @AfterEach
    void nothing_is_held_used_called_or_told() throws Exception {
        JsonNode usage = run.usage("bad");
        assertThat(usage.path("concurrency").path("inFlight").asLong(-1)).isZero();
        assertThat(usage.path("tokensToday").path("used").asLong(-1)).isZero();
        assertThat(usage.path("tokensToday").path("held").asLong(-1)).isZero();
        assertThat(run.invocations()).isEmpty();
        assertThat(run.events.all(GatewayEvent.Defect.class)).isEmpty();
        assertThat(run.failures).isEmpty();
        assertThat(LOGGED.toString(StandardCharsets.UTF_8))
                .doesNotContain(CANARY, run.key("bad"), "\tat ", "Exception");
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                row("not JSON", "{\"model\": " + CANARY, 400, "not valid JSON"),
                row("empty", "", 400, "empty"),
                row("an array", "[{" + MESSAGES + "}]", 400, "object"),
                row("a text", "\"" + CANARY + "\"", 400, "object"),
                row("two objects", "{\"model\":\"claude\"," + MESSAGES + "} {}", 400, "JSON"),
                row("too deep", "{\"model\":" + "[".repeat(200) + "]".repeat(200) + "}", 400, "deep"),
                row("a byte order mark", "\uFEFF{\"model\":\"claude\"," + MESSAGES + "}", 400, "byte order mark"),
                row("too large", "{\"x\":\"" + "y".repeat(70_000) + "\"}", 413, "65536"));
    }

    private static Arguments row(String what, String body, int status, String says) {
        return Arguments.of(what, body, status, says);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void a_body_that_cannot_be_read_is_refused_in_both_languages(String what, String body, int status, String says)
            throws Exception {
        HttpResponse<String> chat = run.post("bad", CHAT, body);
        HttpResponse<String> converse = run.post("bad", CONVERSE, body);

        assertOpenAiError(chat, status);
        assertBedrockError(converse, status, "ValidationException");
        assertThat(chat.body()).contains(says);
        assertThat(converse.body()).contains(says);
    }

    static Stream<Arguments> chats() {
        return Stream.of(
                field("model", "{" + MESSAGES + "}"),
                field("model", "{\"model\":7," + MESSAGES + "}"),
                field("messages", "{\"model\":\"claude\"}"),
                field("messages", "{\"model\":\"claude\",\"messages\":[]}"),
                field("messages", "{\"model\":\"claude\",\"messages\":\"" + CANARY + "\"}"),
                field("messages[0]", "{\"model\":\"claude\",\"messages\":[\"" + CANARY + "\"]}"),
                field("messages[0].role", "{\"model\":\"claude\",\"messages\":[{\"content\":\"x\"}]}"),
                field("max_tokens", "{\"model\":\"claude\",\"max_tokens\":-1," + MESSAGES + "}"),
                field("max_tokens", "{\"model\":\"claude\",\"max_tokens\":0," + MESSAGES + "}"),
                field("max_tokens", "{\"model\":\"claude\",\"max_tokens\":1.5," + MESSAGES + "}"),
                field("max_tokens", "{\"model\":\"claude\",\"max_tokens\":99999999999999999999," + MESSAGES + "}"),
                field("temperature", "{\"model\":\"claude\",\"temperature\":\"hot\"," + MESSAGES + "}"),
                field("temperature", "{\"model\":\"claude\",\"temperature\":-0.1," + MESSAGES + "}"),
                field("stream", "{\"model\":\"claude\",\"stream\":\"yes\"," + MESSAGES + "}"),
                field("n", "{\"model\":\"claude\",\"n\":2," + MESSAGES + "}"),
                field("num_beams", "{\"model\":\"claude\",\"num_beams\":4," + MESSAGES + "}"),
                field("model", "{\"model\":\"claude\",\"model\":\"nova\"," + MESSAGES + "}"));
    }

    private static Arguments field(String field, String body) {
        return Arguments.of(field, body);
    }

    @ParameterizedTest
    @MethodSource("chats")
    void a_chat_completion_is_refused_with_the_name_of_the_wrong_field(String field, String body) throws Exception {
        HttpResponse<String> answer = run.post("bad", CHAT, body);

        assertOpenAiError(answer, 400);
        assertThat(LiveRun.json(answer).path("error").path("param").asText()).isEqualTo(field);
        assertThat(LiveRun.json(answer).path("error").path("type").asText()).isEqualTo("invalid_request_error");
    }

    static Stream<Arguments> converses() {
        return Stream.of(
                field("messages", "{}"),
                field("messages", "{\"messages\":[]}"),
                field("messages", "{\"messages\":{}}"),
                field("messages[0].content", "{\"messages\":[{\"role\":\"user\",\"content\":\"" + CANARY + "\"}]}"),
                field("messages[0].role", "{\"messages\":[{\"role\":\"boss\",\"content\":[{\"text\":\"x\"}]}]}"),
                field("inferenceConfig.maxTokens", "{\"inferenceConfig\":{\"maxTokens\":-5}," + BLOCKS + "}"),
                field("inferenceConfig.maxTokens", "{\"inferenceConfig\":{\"maxTokens\":1e30}," + BLOCKS + "}"),
                field("inferenceConfig.topP", "{\"inferenceConfig\":{\"topP\":\"all\"}," + BLOCKS + "}"),
                field("inferenceConfig.beams", "{\"inferenceConfig\":{\"beams\":4}," + BLOCKS + "}"),
                field("guardrailConfig", "{\"guardrailConfig\":{}," + BLOCKS + "}"),
                field("colour", "{\"colour\":\"red\"," + BLOCKS + "}"),
                field("system", "{\"system\":\"" + CANARY + "\"," + BLOCKS + "}"),
                field("messages", "{" + BLOCKS + "," + BLOCKS + "}"));
    }

    @ParameterizedTest
    @MethodSource("converses")
    void a_converse_call_is_refused_with_the_name_of_the_wrong_field(String field, String body) throws Exception {
        HttpResponse<String> answer = run.post("bad", CONVERSE, body);

        assertBedrockError(answer, 400, "ValidationException");
        assertThat(answer.body()).contains(field);
    }

    @Test
    void bytes_that_are_no_utf8_are_refused() throws Exception {
        byte[] body =
                ("{\"model\":\"claude\",\"x\":\"\u00e9\"," + MESSAGES + "}").getBytes(StandardCharsets.ISO_8859_1);

        assertOpenAiError(send(posted(CHAT, body).header("content-type", "application/json")), 400);
        assertBedrockError(
                send(posted(CONVERSE, body).header("content-type", "application/json")), 400, "ValidationException");
    }

    @Test
    void a_body_that_api_gateway_would_not_take_is_refused_at_the_front() throws Exception {
        byte[] body = new byte[11 * 1024 * 1024];

        HttpResponse<String> answer = send(posted(CHAT, body).header("content-type", "application/json"));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(LiveRun.json(answer).path("error").path("code").asText()).isEqualTo("request_too_large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1"})
    void another_content_type_is_refused(String type) throws Exception {
        byte[] chat = ("{\"model\":\"claude\"," + MESSAGES + "}").getBytes(StandardCharsets.UTF_8);
        byte[] converse = ("{" + BLOCKS + "}").getBytes(StandardCharsets.UTF_8);

        assertOpenAiError(send(typed(posted(CHAT, chat), type)), 415);
        assertBedrockError(send(typed(posted(CONVERSE, converse), type)), 415, "UnsupportedMediaTypeException");
    }

    private static HttpRequest.Builder typed(HttpRequest.Builder request, String type) {
        return type.isEmpty() ? request : request.header("content-type", type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "secret", "us.amazon.nova-lite-v1:0", "claude\\r\\nx-evil: 1", "../claude"})
    void a_model_that_the_tenant_may_not_use_does_not_exist(String alias) throws Exception {
        HttpResponse<String> chat = run.post("bad", CHAT, "{\"model\":\"" + alias + "\"," + MESSAGES + "}");

        assertOpenAiError(chat, 404);
        assertThat(LiveRun.json(chat).path("error").path("code").asText()).isEqualTo("model_not_found");
        assertThat(chat.headers().map()).doesNotContainKey("x-evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "secret", "us.amazon.nova-lite-v1:0", "claude%0d%0ax-evil:%201", "%2e%2e"})
    void a_model_in_the_path_that_the_tenant_may_not_use_does_not_exist(String alias) throws Exception {
        HttpResponse<String> converse = run.post("bad", "/model/" + alias + "/converse", "{" + BLOCKS + "}");

        assertBedrockError(converse, 404, "ResourceNotFoundException");
        assertThat(converse.headers().map()).doesNotContainKey("x-evil");
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void without_a_key_that_is_known_nobody_gets_in(String authorization) throws Exception {
        HttpResponse<String> chat = send(keyed(CHAT, authorization));
        HttpResponse<String> converse = send(keyed(CONVERSE, authorization));

        assertThat(chat.statusCode()).isEqualTo(401);
        assertThat(LiveRun.json(chat).path("error").path("code").asText()).isEqualTo("invalid_api_key");
        assertThat(List.of(401, 403)).contains(converse.statusCode());
        assertThat(LiveRun.header(converse, "x-amzn-errortype")).isEqualTo("AccessDeniedException");
        assertThat(LiveRun.json(converse).path("message").asText()).isNotEmpty();
    }

    static Stream<String> strangers() {
        String unknown = ApiKey.generate("test", new SecureRandom()).text();
        String elsewhere = ApiKey.generate("prod", new SecureRandom()).text();
        return Stream.concat(
                Stream.of("", "Bearer", "Bearer nonsense", "Basic YTpi", "Bearer " + unknown, "Bearer " + elsewhere),
                misshapen(run.key("bad")).map(key -> "Bearer " + key));
    }

    /// What a valid key may become by mistyping, copying or guessing.
    private static Stream<String> misshapen(String key) {
        int secret = key.length() - 20;
        char other = key.charAt(secret) == 'a' ? 'b' : 'a';
        return Stream.of(
                key.substring(0, secret) + other + key.substring(secret + 1),
                key.substring(0, key.length() - 6) + "000000",
                key.substring(0, key.length() - 1),
                key + "x",
                key + " " + key,
                "\"" + key + "\"",
                key.toUpperCase(Locale.ROOT),
                key.replace("bw_test_", "bw_prod_"),
                key.replace('_', '-'),
                key + "\t,",
                "bw_test_" + "a".repeat(4_000));
    }

    private static HttpRequest.Builder keyed(String path, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(run.gateway() + path))
                .timeout(Duration.ofSeconds(10))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"model\":\"claude\"," + MESSAGES + "}"));
        return authorization.isEmpty() ? request : request.header("authorization", authorization);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
    void another_method_is_refused_with_the_one_that_is_allowed(String method) throws Exception {
        HttpResponse<String> chat = send(run.request("bad", CHAT).method(method, BodyPublishers.noBody()));
        HttpResponse<String> converse = send(run.request("bad", CONVERSE).method(method, BodyPublishers.noBody()));

        assertOpenAiError(chat, 405);
        assertThat(LiveRun.header(chat, "allow")).isEqualTo("POST");
        assertBedrockError(converse, 405, "UnknownOperationException");
        assertThat(LiveRun.header(converse, "allow")).isEqualTo("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/v1/models/claude", "/v1/usage", "/healthz"})
    void what_is_only_read_says_so(String path) throws Exception {
        HttpResponse<String> answer = run.post("bad", path, "{}");

        assertOpenAiError(answer, 405);
        assertThat(LiveRun.header(answer, "allow")).isEqualTo("GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat", "/v2/chat/completions", "/v1/chat/completions/", "/v1/%zz", "/v1/usage/x"})
    void a_path_that_is_not_there_is_not_found(String path) throws Exception {
        assertThat(raw("POST " + path + " HTTP/1.1", "authorization: Bearer " + run.key("bad")))
                .matches("(?s)HTTP/1.1 40[04].*");
    }

    @Test
    void an_operation_that_is_not_there_is_not_found() throws Exception {
        assertBedrockError(run.post("bad", "/model/claude/dream", "{}"), 404, "UnknownOperationException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "0", "0s", "1h", "99999999999"})
    void an_invalid_timeout_is_refused(String timeout) throws Exception {
        HttpResponse<String> chat =
                send(posted(CHAT, ("{\"model\":\"claude\"," + MESSAGES + "}").getBytes(StandardCharsets.UTF_8))
                        .header("content-type", "application/json")
                        .header("x-request-timeout", timeout));

        assertOpenAiError(chat, 400);
        assertThat(LiveRun.json(chat).path("error").path("param").asText()).isEqualTo("x-request-timeout");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-request-timeout: 1\rx-evil: 1",
                "x-request-timeout: 1\nx-evil: 1",
                "x-request-timeout: 1\r\n x-evil: 1",
                "x-request-id: a\rb",
                "x-evil\r: 1",
                "no colon at all"
            })
    void a_line_break_inside_a_header_does_not_come_back(String header) throws Exception {
        String answer = raw("GET /v1/models HTTP/1.1", "authorization: Bearer " + run.key("bad") + "\r\n" + header);

        assertThat(answer).matches("(?s)HTTP/1.1 [24]\\d\\d .*").doesNotContainIgnoringCase("x-evil");
    }

    private static String raw(String requestLine, String headers) throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), run.gateway().getPort())) {
            socket.setSoTimeout(10_000);
            String request = requestLine + "\r\nhost: localhost\r\ncontent-type: application/json\r\n"
                    + "content-length: 0\r\nconnection: close\r\n" + headers + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static HttpRequest.Builder posted(String path, byte[] body) {
        return run.request("bad", path).POST(BodyPublishers.ofByteArray(body));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return run.http.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertOpenAiError(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode error = JSON.readTree(answer.body()).path("error");
        assertThat(error.path("message").asText()).isNotEmpty().doesNotContain(CANARY);
        assertThat(error.has("type") && error.has("param") && error.has("code")).isTrue();
        assertCommon(answer);
    }

    private static void assertBedrockError(HttpResponse<String> answer, int status, String type) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(LiveRun.header(answer, "x-amzn-errortype")).isEqualTo(type);
        assertThat(JSON.readTree(answer.body()).path("message").asText())
                .isNotEmpty()
                .doesNotContain(CANARY);
        assertCommon(answer);
    }

    private static void assertCommon(HttpResponse<String> answer) {
        assertThat(LiveRun.requestId(answer)).isNotEmpty();
        assertThat(LiveRun.header(answer, "content-type")).isEqualTo("application/json");
        assertThat(LiveRun.header(answer, "x-should-retry")).isEqualTo("false");
    }
}
