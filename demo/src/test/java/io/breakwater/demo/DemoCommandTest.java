package io.breakwater.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.demo.FakeGateway.Vice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the command says to its user, and how it exits.
class DemoCommandTest {
    private static final String ALL_KEYS = "{\"demo\":\"key-demo\",\"a\":\"key-a\",\"b\":\"key-b\",\"c\":\"key-c\"}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            chaos                                              | There is no pattern "chaos"; choose cris, sharding
            fallback --requests 0                              | --requests is 0; give 1 to 1000
            fallback --requests 1001                           | --requests is 1001; give 1 to 1000
            fallback --requests many                           | --requests
            fallback --url http://127.0.0.1:1                  | --url needs --keys-file
            fallback --keys-file keys.json                     | go with --url
            fallback --sim-url http://127.0.0.1:1              | go with --url
            fallback --url localhost:8080 --keys-file keys     | give an address such as http://127.0.0.1:8080
            fallback --url http://127.0.0.1:1 --keys-file none | The keys file none cannot be read
            fallback --frequency=3                             | Unknown option:
            """)
    void bad_use_gets_a_sentence_and_exit_code_2(String arguments, String sentence) {
        DemoRun played = DemoRun.with(DemoCommandTest::noGateway, _ -> {}, arguments.split(" "));

        assertThat(played.exit()).isEqualTo(2);
        assertThat(played.err()).contains(sentence).doesNotContain("\tat ");
        assertThat(played.out()).isEmpty();
    }

    @Test
    void a_pattern_is_needed() {
        assertThat(DemoRun.with(DemoCommandTest::noGateway, _ -> {}).exit()).isEqualTo(2);
    }

    @Test
    void a_keys_file_without_a_tenant_of_the_pattern_is_bad_use() throws IOException {
        Path keys = Files.writeString(folder.resolve("keys.json"), "{\"demo\":\"key-demo\",\"a\":\"key-a\"}");

        DemoRun played = foreign("http://127.0.0.1:1", keys, "isolation");

        assertThat(played.exit()).isEqualTo(2);
        assertThat(played.err()).contains("has no key for tenant b; it has [demo, a]");
    }

    @Test
    void a_keys_file_that_is_no_json_object_is_bad_use() throws IOException {
        Path keys = Files.writeString(folder.resolve("keys.json"), "[]");

        DemoRun played = foreign("http://127.0.0.1:1", keys, "fallback");

        assertThat(played.exit()).isEqualTo(2);
        assertThat(played.err()).contains("is not a JSON object of tenants and their keys");
    }

    @Test
    void a_gateway_that_does_not_answer_gets_a_sentence_and_exit_code_1() throws IOException {
        DemoRun played = foreign("http://127.0.0.1:" + closedPort(), keys(), "fallback");

        assertThat(played.exit()).isEqualTo(1);
        assertThat(played.err()).contains("No gateway answers at").doesNotContain("\tat ");
    }

    @Test
    void an_own_gateway_that_does_not_start_gets_its_sentence_and_exit_code_1() {
        DemoRun played = DemoRun.with(
                () -> {
                    throw DemoException.unusable("The local gateway did not start: no port");
                },
                _ -> {},
                "cris");

        assertThat(played.exit()).isEqualTo(1);
        assertThat(played.err()).isEqualToIgnoringNewLines("The local gateway did not start: no port");
    }

    @Test
    void somebody_elses_gateway_is_used_with_its_keys_and_its_simulation() throws IOException {
        try (FakeGateway gateway = FakeGateway.start()) {
            String address = gateway.uri().toString();

            DemoRun played = foreign(address + "/", keys(), "all", "--sim-url", address, "--json");

            assertThat(played.exit()).as(played.out()).isZero();
            assertThat(gateway.chats()).isEqualTo(10 + 20 + 10 + 10 + 15);
        }
    }

    @Test
    void a_simulation_that_was_named_but_is_not_there_is_said() throws IOException {
        try (FakeGateway gateway = FakeGateway.start(Vice.HAS_NO_SIMULATION)) {
            String address = gateway.uri().toString();

            DemoRun played = foreign(address, keys(), "cris", "--sim-url", "http://127.0.0.1:" + closedPort());

            assertThat(played.exit()).isEqualTo(1);
            assertThat(played.err()).contains("No simulated Bedrock answers at");
            assertThat(gateway.chats()).isZero();
        }
    }

    @Test
    void the_simulation_is_looked_for_on_the_port_after_the_gateways() throws Exception {
        try (FakeGateway simulation = FakeGateway.start();
                HttpClient http = HttpClient.newHttpClient()) {
            URI gateway = URI.create("http://127.0.0.1:" + (simulation.uri().getPort() - 1));

            assertThat(ForeignGateway.found(gateway, Optional.empty(), Map.of(), http)
                            .simulation())
                    .contains(simulation.uri());
        }
    }

    private Path keys() throws IOException {
        return Files.writeString(folder.resolve("keys.json"), ALL_KEYS);
    }

    private static DemoRun foreign(String url, Path keys, String pattern, String... more) {
        String[] arguments = new String[5 + more.length];
        System.arraycopy(new String[] {pattern, "--url", url, "--keys-file", keys.toString()}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return DemoRun.with(DemoCommandTest::noGateway, _ -> {}, arguments);
    }

    private static RunningGateway noGateway() {
        throw new AssertionError("this demo must not start a gateway of its own");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
