package io.breakwater.ops.ctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.local.run.EmbeddedRun;
import io.breakwater.local.run.RunOptions;
import io.breakwater.model.TenantId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// The command line against a gateway on its socket.
@Timeout(120)
class GatewayCtlTest {
    @TempDir
    private static Path folder;

    private static EmbeddedRun run;

    @BeforeAll
    static void start() throws Exception {
        run = EmbeddedRun.start(
                RunOptions.quiet(Path.of(System.getProperty("breakwater.root", "."), "config/local.yaml")));
        Files.writeString(token(), run.adminToken() + "\n");
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
    }

    private static Path token() {
        return folder.resolve("token");
    }

    private record Ran(int exit, String out, String err) {}

    private static Ran ctl(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--url", run.gateway().toString(), "--token-file", token().toString()));
        return bare(all.toArray(String[]::new));
    }

    private static Ran bare(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                GatewayCtl.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Ran(commandLine.execute(arguments), out.toString(), err.toString());
    }

    private static JsonNode json(String... arguments) throws Exception {
        String[] more = Arrays.copyOf(arguments, arguments.length + 1);
        more[arguments.length] = "--json";
        Ran ran = ctl(more);
        assertThat(ran.exit()).as(ran.err()).isZero();
        return new ObjectMapper().readTree(ran.out());
    }

    private static int models(String key) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(run.gateway() + "/v1/models"))
                    .header("x-api-key", key)
                    .build();
            return http.send(request, BodyHandlers.ofString()).statusCode();
        }
    }

    private static String anyTenant() {
        return run.keys().keySet().stream()
                .sorted()
                .map(TenantId::value)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tenants_are_a_table_for_people_and_the_apis_answer_for_programs() throws Exception {
        Ran table = ctl("tenants");

        assertThat(table.exit()).isZero();
        assertThat(table.out().lines().findFirst().orElseThrow())
                .startsWith("TENANT")
                .contains("LIVE KEYS", "STATE");
        assertThat(table.out()).contains(anyTenant(), "active", "none");
        assertThat(json("tenants").path("tenants")).hasSameSizeAs(run.keys().keySet());
        assertThat(ctl("usage").out()).contains("USD THIS MONTH", "0.000000");
        assertThat(ctl("tenant", anyTenant()).out()).contains("LIMIT", "usdPerMonth", "KEY", "live", "Models: ");
    }

    @Test
    void a_tenant_is_applied_from_a_file_with_the_difference_shown_first_and_removed_again() throws Exception {
        Path file = Files.writeString(
                folder.resolve("team.yaml"),
                "tenants:\n  - { id: team, plan: standard, models: [claude-haiku], residency: us }\n");

        Ran shown = ctl("tenants", "apply", file.toString());
        assertThat(shown.exit()).isEqualTo(1);
        assertThat(shown.out()).contains("+ {\"id\":\"team\"", "1 to put, 0 to remove.");
        assertThat(shown.err()).contains("nothing was changed; add --yes");
        assertThat(ctl("tenant", "team").exit()).isEqualTo(1);

        assertThat(ctl("tenants", "apply", file.toString(), "--yes").exit()).isZero();
        String key = json("keys", "issue", "team").path("secret").asText();
        assertThat(models(key)).isEqualTo(200);
        assertThat(ctl("tenants", "list").out()).contains("\"id\":\"team\"");
        assertThat(ctl("tenants").out()).contains("control").contains("file");
        assertThat(ctl("tenants", "diff", file.toString()).out()).contains("Nothing changes.");

        assertThat(ctl("tenants", "remove", "team").exit()).isZero();
        assertThat(models(key)).isEqualTo(401);
        assertThat(ctl("tenants", "remove", "team").err()).contains("404", "no operator has applied a tenant 'team'");
    }

    @Test
    void what_is_not_in_the_file_goes_only_when_asked_to() throws Exception {
        Path two = Files.writeString(
                folder.resolve("two.yaml"),
                "tenants:\n  - { id: one, plan: standard, models: [\"*\"] }\n"
                        + "  - { id: two, plan: standard, models: [\"*\"] }\n");
        Path one = Files.writeString(
                folder.resolve("one.yaml"), "tenants:\n  - { id: one, plan: standard, models: [\"*\"] }\n");
        assertThat(ctl("tenants", "apply", two.toString(), "--yes").exit()).isZero();

        assertThat(ctl("tenants", "apply", one.toString(), "--yes").out()).contains("Nothing changes.");
        assertThat(ctl("tenants", "apply", one.toString(), "--prune", "--yes").out())
                .contains("- {\"id\":\"two\"", "0 to put, 1 to remove.");
        assertThat(ctl("tenants", "list").out()).contains("\"one\"").doesNotContain("\"two\"");
        ctl("tenants", "remove", "one");
    }

    @Test
    void a_tenant_of_the_file_an_unknown_plan_and_an_id_twice_are_refused_before_anything_changes() throws Exception {
        assertThat(refusal("{ id: good, plan: standard, models: [\"*\"] }", "{ id: bad, plan: none, models: [\"*\"] }"))
                .contains("unknown plan 'none'");
        assertThat(refusal("{ id: %s, plan: standard, models: [\"*\"] }".formatted(anyTenant())))
                .contains("tenant '" + anyTenant() + "' is in the environment's file");
        assertThat(refusal(
                        "{ id: good, plan: standard, models: [\"*\"] }", "{ id: good, plan: standard, models: [a] }"))
                .contains("tenant 'good' exists already");
        assertThat(ctl("tenants", "list").out()).doesNotContain("good");
    }

    private static String refusal(String... tenants) throws Exception {
        Path file =
                Files.writeString(folder.resolve("bad.yaml"), "tenants:\n  - " + String.join("\n  - ", tenants) + "\n");
        Ran ran = ctl("tenants", "apply", file.toString(), "--yes");
        assertThat(ran.exit()).isEqualTo(1);
        return ran.err();
    }

    @Test
    void a_key_is_issued_rotated_and_revoked() throws Exception {
        String tenant = anyTenant();
        JsonNode issued = json("keys", "issue", tenant, "--source", "127.0.0.0/8", "--for", "7d");
        String first = issued.path("secret").asText();
        assertThat(models(first)).isEqualTo(200);
        assertThat(issued.at("/key/notAfter").isNull()).isFalse();

        Ran third = ctl("keys", "issue", tenant);
        assertThat(third.exit()).isEqualTo(1);
        assertThat(third.err()).startsWith("gatewayctl: 409: tenant " + tenant + " has two live keys");

        Ran rotated = ctl("keys", "rotate", tenant, issued.at("/key/id").asText(), "--grace", "0s");
        String second = rotated.out()
                .lines()
                .filter(line -> line.startsWith("bw_"))
                .findFirst()
                .orElseThrow();
        assertThat(models(first)).isEqualTo(401);
        assertThat(models(second)).isEqualTo(200);
        assertThat(ctl("keys", "list", tenant).out())
                .contains("127.0.0.0/8", "expired")
                .doesNotContain(second);

        Ran revoked = ctl("keys", "revoke", tenant, second.substring(9, 21));
        assertThat(revoked.out()).contains("is revoked");
        assertThat(models(second)).isEqualTo(401);
    }

    @Test
    void a_tenant_is_suspended_and_resumed_and_a_limit_overridden_and_cleared() throws Exception {
        String tenant = anyTenant();

        assertThat(ctl("suspend", tenant).out()).contains("suspended");
        assertThat(ctl("resume", tenant).out()).contains("active");
        assertThat(ctl("override", "set", tenant, "usdPerMonth", "12.5", "--for", "2h")
                        .out())
                .contains("usdPerMonth=12.500000 until 20");
        assertThat(ctl("override", "clear", tenant, "usdPerMonth").out()).contains("overrides: none");
        assertThat(ctl("override", "set", tenant, "usdPerMonth", "12.5").err()).contains("needs a value and an until");
    }

    @Test
    void a_target_is_drained_listed_and_brought_back() throws Exception {
        JsonNode drained = json("drain", "a");
        assertThat(drained.path("by").asText()).endsWith("local-operator");
        assertThat(ctl("drains").out()).contains("DRAINED", "a  ");

        assertThat(ctl("undrain", "a").out()).contains("back in service");
        Ran unknown = ctl("drain", "a/us-east-1/us.model-v1:0");
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err()).contains("no shard or target 'a/us-east-1/us.model-v1:0'; known: ");
    }

    @Test
    void targets_are_a_table_with_times_for_people_and_one_is_reset() throws Exception {
        Ran table = ctl("targets");
        assertThat(table.exit()).as(table.err()).isZero();
        assertThat(table.out().lines().findFirst().orElseThrow())
                .startsWith("TARGET")
                .contains("STATE", "SINCE", "UNTIL", "TOKENS LEFT", "WHY");
        JsonNode targets = json("targets").path("targets");
        assertThat(targets).isNotEmpty();
        String label = targets.at("/0/target").asText();
        assertThat(table.out()).contains(label, "ready");

        assertThat(ctl("drain", label, "--for", "10m").exit()).isZero();
        assertThat(ctl("targets").out()).containsPattern("drained +\\d+s ago +in \\d+m");
        ctl("undrain", label);

        Ran healthy = ctl("targets", "reset", label);
        assertThat(healthy.exit()).isEqualTo(1);
        assertThat(healthy.err())
                .contains("409: '" + label + "' is not left out for its health, so nothing was changed");
        Ran unknown = ctl("targets", "reset", label + "x");
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err()).contains("404: there is no target '" + label + "x'; did you mean '" + label + "'?");
        assertThat(ctl("targets", "reset", "a?x").err()).contains("is not a valid name");
    }

    @Test
    void whoever_says_too_little_or_something_wrong_is_told_what_to_say() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong"), "0".repeat(64));
        String url = run.gateway().toString();

        assertThat(bare("tenants").err()).contains("--env ENV, or --url URL with --token-file FILE");
        assertThat(bare("tenants", "--url", url).err()).contains("--token-file");
        assertThat(bare("tenants", "--url", url, "--token-file", wrong.toString())
                        .err())
                .contains("403: ", "--token-file");
        assertThat(bare(
                                "tenants",
                                "--url",
                                url,
                                "--token-file",
                                folder.resolve("none").toString())
                        .err())
                .contains("scripts/local with --admin-token-file");
        assertThat(bare("tenants", "--url", "http://127.0.0.1:1", "--token-file", wrong.toString())
                        .err())
                .contains("there is no answer from http://127.0.0.1:1");
        assertThat(bare("tenants", "--env", "nowhere").err()).contains("unknown environment 'nowhere'");
        assertThat(ctl("tenants", "--invoke-url", "https://127.0.0.1:1/{stage}").err())
                .contains("--env ENV, or --url URL with --token-file FILE");
        assertThat(ctl("drain", "a", "--for", "soon").err()).contains("90s, 45m, 24h or 7d, got 'soon'");
        assertThat(ctl("frobnicate").exit()).isEqualTo(2);
    }

    @Test
    void what_cannot_be_meant_exits_with_2_like_any_other_bad_use() {
        for (Ran ran : List.of(
                bare("tenants"),
                bare("endpoint"),
                bare("tenants", "--url", "http://127.0.0.1:1"),
                ctl("drain", "a", "--for", "soon"),
                ctl("drain", "a", "--until", "soon"),
                ctl("drain", "a", "--for", "90s", "--until", "2027-01-31T12:00:00Z"))) {
            assertThat(ran.exit()).as(ran.err()).isEqualTo(2);
            assertThat(ran.err()).startsWith("gatewayctl: ").hasLineCount(1);
        }
    }

    /// What is typed is one segment of a path: it leads to no other path, adds no query, and causes no
    /// stack trace.
    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "no such one", "a?x=y", "a/keys", "../suspension", "..", "50%", "a%2Fkeys", "größe"})
    void what_can_be_no_name_is_not_asked_for(String name) {
        for (Ran ran : List.of(
                ctl("tenant", name),
                ctl("suspend", name),
                ctl("keys", "list", name),
                ctl("keys", "revoke", anyTenant(), name),
                ctl("override", "clear", anyTenant(), name))) {
            assertThat(ran.exit()).isEqualTo(2);
            assertThat(ran.err())
                    .startsWith("gatewayctl: '" + name + "' is not a valid name")
                    .hasLineCount(1);
        }
        assertThat(ctl("drain", name + "/").err()).contains("' is not a valid name");
    }

    @Test
    void an_address_may_end_in_a_slash_and_must_be_one() throws Exception {
        assertThat(bare("tenants", "--url", run.gateway() + "/", "--token-file", token().toString())
                        .exit())
                .isZero();
        for (String wrong : List.of("localhost:8080", "/tmp/gateway", "ftp://127.0.0.1")) {
            Ran ran = bare("tenants", "--url", wrong, "--token-file", token().toString());
            assertThat(ran.exit()).isEqualTo(2);
            assertThat(ran.err())
                    .startsWith("gatewayctl: --url must be")
                    .contains(wrong)
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void an_invalid_token_is_not_sent_and_not_shown() throws Exception {
        Path letter = Files.writeString(folder.resolve("letter"), "Dear operator,\nyours\n");
        Ran ran = bare("tenants", "--url", run.gateway().toString(), "--token-file", letter.toString());

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err())
                .startsWith("gatewayctl: ")
                .contains(letter.toString(), "one line")
                .doesNotContain("Dear operator");
    }

    @Test
    void who_hears_nothing_is_told_that_it_may_have_been_done() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            AdminClient client = new AdminClient(
                    URI.create("http://127.0.0.1:" + silent.getLocalPort()),
                    (_, _, _) -> Map.of(),
                    Duration.ofMillis(200));

            assertThatThrownBy(() -> client.call("POST", "tenants/a/keys", JsonNodeFactory.instance.objectNode()))
                    .isInstanceOf(CtlException.class)
                    .hasMessageContaining("check before you repeat it");
        }
    }
}
