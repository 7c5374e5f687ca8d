package io.breakwater.cleanup.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.cleanup.aws.SettingText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// The wire to Bedrock and SSM: a server with their state, on a real socket.
class AwsSettingsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final OwnSetting OURS = new OwnSetting("/breakwater/dev/invocations", "arn:role", false);

    private final Map<String, JsonNode> parameters = new ConcurrentHashMap<>();
    private final List<Duration> pauses = new ArrayList<>();
    private HttpServer server;
    private String setting = "{}";
    private int refusals;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::parameter);
        server.createContext("/logging/modelinvocations", this::logging);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_setting_without_a_destination_is_none() {
        assertThat(bedrock().read()).isEmpty();
        setting = "{\"loggingConfig\":{}}";
        assertThat(bedrock().read()).isEmpty();
    }

    @Test
    void what_is_set_is_read_again_whole_and_what_is_cleared_is_gone() {
        bedrock().set(OURS.config());
        assertThat(bedrock().read()).contains(OURS.config());
        assertThat(setting).contains("\"textDataDeliveryEnabled\":false");

        bedrock().clear();
        assertThat(bedrock().read()).isEmpty();
    }

    @Test
    void a_role_that_bedrock_does_not_know_yet_is_waited_for() {
        refusals = 3;

        bedrock().set(OURS.config());

        assertThat(pauses).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));
        assertThat(bedrock().read()).contains(OURS.config());
    }

    @Test
    void a_setting_that_bedrock_never_takes_is_given_up_with_what_to_do() {
        refusals = Integer.MAX_VALUE;

        assertThatThrownBy(() -> bedrock().set(OURS.config()))
                .hasMessageContaining("by hand")
                .hasMessageContaining("no such role");
        assertThat(pauses).hasSize(11);
    }

    @Test
    void what_is_kept_is_overwritten_tagged_once_and_forgotten_twice() {
        ParameterSetting saved = new ParameterSetting(ssm(), "/breakwater/dev/before", Map.of("a", "b"));
        assertThat(saved.read()).isEmpty();

        saved.keep("none");
        assertThat(parameters.get("/breakwater/dev/before").at("/Tags/0/Key").asText())
                .isEqualTo("a");
        saved.keep("{}");
        assertThat(saved.read()).contains("{}");
        saved.forget();
        saved.forget();

        assertThat(saved.read()).isEmpty();
    }

    @Test
    void a_kept_text_is_bedrocks_own_json() {
        assertThat(SettingText.of(Optional.of(OURS.config())))
                .contains("\"cloudWatchConfig\":{\"logGroupName\":\"/breakwater/dev/invocations\"");
        assertThat(SettingText.read(SettingText.of(Optional.of(OURS.config())))).contains(OURS.config());
    }

    private BedrockSetting bedrock() {
        return new BedrockSetting(
                BedrockClient.builder()
                        .httpClient(Apache5HttpClient.create())
                        .endpointOverride(endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(credentials())
                        .build(),
                pauses::add);
    }

    private SsmClient ssm() {
        return SsmClient.builder()
                .httpClient(Apache5HttpClient.create())
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials())
                .build();
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));
    }

    private void logging(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestMethod()) {
                case "PUT" -> {
                    if (refusals-- > 0) {
                        exchange.getResponseHeaders().set("x-amzn-ErrorType", "ValidationException");
                        answer(exchange, 400, "{\"message\":\"no such role\"}");
                        return;
                    }
                    setting = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                }
                case "DELETE" -> setting = "{}";
                default -> {}
            }
            answer(exchange, 200, exchange.getRequestMethod().equals("GET") ? setting : "{}");
        }
    }

    private void parameter(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            String name = request.path("Name").asText();
            switch (exchange.getRequestHeaders().getFirst("X-Amz-Target")) {
                case "AmazonSSM.GetParameter" -> {
                    JsonNode found = parameters.get(name);
                    if (found == null) {
                        fail(exchange, "ParameterNotFound");
                    } else {
                        answer(exchange, 200, "{\"Parameter\":{\"Value\":" + found.path("Value") + "}}");
                    }
                }
                case "AmazonSSM.PutParameter" -> {
                    if (parameters.containsKey(name)
                            && !request.path("Overwrite").asBoolean()) {
                        fail(exchange, "ParameterAlreadyExists");
                    } else {
                        parameters.put(name, request);
                        answer(exchange, 200, "{\"Version\":1}");
                    }
                }
                case "AmazonSSM.DeleteParameter" -> {
                    if (parameters.remove(name) == null) {
                        fail(exchange, "ParameterNotFound");
                    } else {
                        answer(exchange, 200, "{}");
                    }
                }
                default -> answer(exchange, 500, "{}");
            }
        }
    }

    private static void fail(HttpExchange exchange, String error) throws IOException {
        answer(exchange, 400, "{\"__type\":\"" + error + "\",\"message\":\"" + error + "\"}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
