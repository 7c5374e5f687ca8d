package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.RealTime;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// The program as it meets a new user: what it prints, how it stops, and how it fails.
@Timeout(90)
class LocalCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @AfterAll
    static void stop() {
        HTTP.close();
    }

    @Test
    void it_says_where_to_call_with_which_keys_answers_logs_and_stops_when_told() throws Exception {
        Path keysFile = folder.resolve("keys/of the run.json");
        try (LocalProgram program =
                LocalProgram.start("--port", "0", "--sim-port", "0", "--keys-file", keysFile.toString())) {
            String gateway = program.gateway();
            Map<String, String> keys = LocalProgram.keys(keysFile);
            HttpResponse<String> answer = chat(gateway, keys.get("search"));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(program.stops(6)).isTrue();
            assertThat(program.output())
                    .contains(keys.values())
                    .contains(
                            "claude-sonnet", "tier 1", "three-a-minute", "Simulated Bedrock and STS: http://127.0.0.1:")
                    .endsWith("Breakwater has stopped.");
            JsonNode line = logged(program, "RequestEnded");
            assertThat(line.path("requestId").asText())
                    .isEqualTo(answer.headers().firstValue("x-request-id").orElseThrow());
            assertThat(line.path("tenant").asText()).isEqualTo("search");
            assertThat(line.path("status").asInt()).isEqualTo(200);
            assertThat(program.output()).doesNotContain("a prompt of mine");
        }
    }

    private static JsonNode logged(LocalProgram program, String event) throws Exception {
        for (String line : program.output().lines().toList()) {
            if (line.startsWith("{")
                    && JSON.readTree(line).path("event").asText().equals(event)) {
                return JSON.readTree(line);
            }
        }
        throw new AssertionError("no line of " + event + " in " + program.output());
    }

    private static HttpResponse<String> chat(String gateway, String key) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(gateway + "/v1/chat/completions"))
                        .timeout(Duration.ofSeconds(20))
                        .header("content-type", "application/json")
                        .header("authorization", "Bearer " + key)
                        .POST(HttpRequest.BodyPublishers.ofString("""
                                {"model":"nova-lite","max_tokens":50,
                                 "messages":[{"role":"user","content":"a prompt of mine"}]}"""))
                        .build(),
                BodyHandlers.ofString());
    }

    /// The same in this process, up to the point at which the program turns the error into its one
    /// line.
    @ParameterizedTest
    @ValueSource(strings = {"--port=%d --sim-port=0", "--port=0 --sim-port=%d"})
    void a_port_that_is_taken_is_named(String options) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> called(options.formatted(port).split(" ", -1)))
                    .hasMessageContaining("port " + port)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void a_data_folder_that_another_run_uses_is_named() throws Exception {
        Path ledger = Files.createDirectories(folder.resolve("data")).resolve("ledger.mv");
        try (StoredLedger _ = StoredLedger.open(ledger)) {
            assertThatThrownBy(() -> called("--port=0", "--sim-port=0", "--data=" + ledger.getParent()))
                    .hasMessageContaining(ledger.toString());
        }
    }

    private static void called(String... options) throws Exception {
        LocalCommand command = new LocalCommand();
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(options);
        command.call();
    }

    @RealTime
    @Test
    void a_port_that_is_taken_is_named_in_one_line() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            try (LocalProgram gateway = LocalProgram.start("--port", port, "--sim-port", "0");
                    LocalProgram simulation = LocalProgram.start("--port", "0", "--sim-port", port)) {
                assertRefused(gateway, port);
                assertRefused(simulation, port);
            }
        }
    }

    private static void assertRefused(LocalProgram program, String port) throws Exception {
        assertThat(program.exitCode()).isNotZero();
        assertThat(program.output())
                .hasLineCount(1)
                .containsIgnoringCase("port " + port)
                .contains("in use");
    }

    @Test
    void a_wrong_configuration_is_told_with_all_its_problems() throws Exception {
        Path config = folder.resolve("wrong.yaml");
        Files.writeString(
                config,
                Files.readString(ConfigFiles.root().resolve("config/local.yaml"))
                        .replace("requestsPerMinute: 60,", "requestsPerMinute: -60,")
                        .replace("plan: ample", "plan: amble")
                        .replace("seed: 1", "sead: 1"));
        try (LocalProgram program = LocalProgram.start("--config", config.toString())) {
            assertThat(program.exitCode()).isNotZero();
            assertThat(program.output())
                    .contains("The configuration is wrong", "-60", "amble", "sead", config.toString())
                    .doesNotContain("\tat ", "Exception");
        }
    }

    @Test
    void a_configuration_that_is_not_there_is_told_in_one_line() throws Exception {
        try (LocalProgram program = LocalProgram.start("--config", "nowhere.yaml")) {
            assertThat(program.exitCode()).isNotZero();
            assertThat(program.output()).hasLineCount(1).contains("nowhere.yaml");
        }
    }

    @RealTime
    @Test
    void with_a_data_folder_keys_and_the_days_tokens_outlive_a_restart() throws Exception {
        String data = folder.resolve("data").toString();
        String key;
        long used;
        try (LocalProgram program = LocalProgram.start("--port", "0", "--sim-port", "0", "--data", data)) {
            String gateway = program.gateway();
            key = LocalProgram.keys(folder.resolve("data/keys.json")).get("search");
            assertThat(chat(gateway, key).statusCode()).isEqualTo(200);
            used = tokensUsed(gateway, key);
            assertThat(program.stops(6)).isTrue();
        }
        try (LocalProgram program = LocalProgram.start("--port", "0", "--sim-port", "0", "--data", data)) {
            assertThat(used).isPositive();
            assertThat(tokensUsed(program.gateway(), key)).isEqualTo(used);
        }
    }

    private static long tokensUsed(String gateway, String key) throws Exception {
        HttpResponse<String> usage = HTTP.send(
                HttpRequest.newBuilder(URI.create(gateway + "/v1/usage"))
                        .timeout(Duration.ofSeconds(20))
                        .header("authorization", "Bearer " + key)
                        .build(),
                BodyHandlers.ofString());
        return JSON.readTree(usage.body()).path("tokensToday").path("used").asLong(-1);
    }

    @RealTime
    @Test
    void a_data_folder_that_another_run_uses_is_told_in_one_line() throws Exception {
        String data = folder.resolve("data").toString();
        try (LocalProgram first = LocalProgram.start("--port", "0", "--sim-port", "0", "--data", data)) {
            first.gateway();
            try (LocalProgram second = LocalProgram.start("--port", "0", "--sim-port", "0", "--data", data)) {
                assertThat(second.exitCode()).isNotZero();
                assertThat(second.output()).hasLineCount(1).contains(data);
            }
        }
    }
}
