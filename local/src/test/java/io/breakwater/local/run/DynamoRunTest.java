package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.RealTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Where the program keeps its ledgers, and what it says when it cannot keep them.
@Timeout(60)
class DynamoRunTest {
    @TempDir
    Path folder;

    @Test
    void missing_tables_are_made_and_told_and_the_next_run_goes_on_with_what_they_say() throws Exception {
        try (DynamoServer dynamo = DynamoServer.start();
                HttpClient http = HttpClient.newHttpClient()) {
            long used;
            try (LocalProgram first = started(dynamo)) {
                String gateway = first.gateway();
                assertThat(chat(http, gateway).statusCode()).isEqualTo(200);
                used = tokensUsed(http, gateway);
                assertThat(first.told("Ledgers: DynamoDB at "))
                        .contains(dynamo.endpoint().toString())
                        .contains(
                                "breakwater-local-quota (made)", "here-health (made)", "breakwater-local-keys (made)");
            }
            assertThat(dynamo.tables().listTables().tableNames())
                    .containsExactlyInAnyOrder("breakwater-local-quota", "here-health", "breakwater-local-keys");
            try (LocalProgram second = started(dynamo)) {
                assertThat(tokensUsed(http, second.gateway())).isEqualTo(used).isPositive();
                assertThat(second.told("Ledgers: ")).doesNotContain("made");
            }
        }
    }

    private LocalProgram started(DynamoServer dynamo) throws Exception {
        return LocalProgram.start(
                dynamo.variables(),
                "--port=0",
                "--sim-port=0",
                "--ledger=dynamodb",
                "--health-table=here-health",
                "--data=" + folder);
    }

    private HttpResponse<String> chat(HttpClient http, String gateway) throws Exception {
        return http.send(
                asked(gateway + "/v1/chat/completions")
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("""
                                {"model":"nova-lite","max_tokens":50,
                                 "messages":[{"role":"user","content":"hello"}]}"""))
                        .build(),
                BodyHandlers.ofString());
    }

    private long tokensUsed(HttpClient http, String gateway) throws Exception {
        String usage = http.send(asked(gateway + "/v1/usage").build(), BodyHandlers.ofString())
                .body();
        return new ObjectMapper()
                .readTree(usage)
                .path("tokensToday")
                .path("used")
                .asLong(-1);
    }

    private HttpRequest.Builder asked(String where) throws Exception {
        String key = LocalProgram.keys(folder.resolve("keys.json")).get("search");
        return HttpRequest.newBuilder(URI.create(where)).header("authorization", "Bearer " + key);
    }

    @RealTime
    @Test
    void an_endpoint_that_is_not_there_or_does_not_answer_is_named_in_one_line() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            int closed = closedPort();
            try (LocalProgram toSilent = startedAt(silent.getLocalPort());
                    LocalProgram toNobody = startedAt(closed)) {
                assertRefused(toSilent, silent.getLocalPort());
                assertRefused(toNobody, closed);
            }
        }
    }

    @Test
    void a_table_at_an_endpoint_that_is_not_there_is_named_with_it() throws Exception {
        URI nowhere = URI.create("http://127.0.0.1:" + closedPort());
        try (DynamoDbClient client = DynamoServer.client(nowhere)) {
            assertThatThrownBy(() -> new TableMaker(client, nowhere).make("breakwater-local-quota"))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("The table breakwater-local-quota cannot be used at " + nowhere);
        }
    }

    private static int closedPort() throws Exception {
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return gone.getLocalPort();
        }
    }

    private static LocalProgram startedAt(int port) throws Exception {
        return LocalProgram.start(
                DynamoServer.variables(URI.create("http://127.0.0.1:" + port)),
                "--port=0",
                "--sim-port=0",
                "--ledger=dynamodb");
    }

    private static void assertRefused(LocalProgram program, int port) throws Exception {
        assertThat(program.exitCode()).isNotZero();
        assertThat(program.output())
                .hasLineCount(1)
                .startsWith("The table breakwater-local-quota cannot be used at http://127.0.0.1:" + port);
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                Arguments.of(new String[] {"--ledger=memory", "--data=somewhere"}, "leave one of them out"),
                Arguments.of(new String[] {"--ledger=data"}, "add --data DIR"),
                Arguments.of(new String[] {"--quota-table=mine"}, "add --ledger dynamodb"),
                Arguments.of(new String[] {"--keys-table=mine", "--data=somewhere"}, "add --ledger dynamodb"));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void options_that_contradict_each_other_are_refused_before_anything_starts(String[] options, String says) {
        LocalCommand command = new LocalCommand();
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(options);

        assertThatThrownBy(command::call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(says);
    }
}
