package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.event.GatewayEvent;
import io.breakwater.identity.ApiKey;
import io.breakwater.identity.KeyText;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Operators call over the gateway's own socket, and tenants notice the effects.
@Timeout(60)
class AdminApiTest {
    private final Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    private static LiveRun run;

    @BeforeAll
    static void start() throws Exception {
        run = LiveRun.start("admin.yaml");
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
    }

    private static HttpResponse<String> admin(String method, String path, String body) throws Exception {
        return run.admin(method, path, body);
    }

    private static JsonNode ok(int status, HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return LiveRun.json(answer);
    }

    private static HttpResponse<String> send(String key, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(run.gateway() + path))
                .header("x-api-key", key)
                .header("content-type", "application/json");
        return run.http.send(
                (body.isEmpty() ? request.GET() : request.POST(HttpRequest.BodyPublishers.ofString(body))).build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> chat(String key, String alias) throws Exception {
        return send(key, "/v1/chat/completions", LiveRun.chatBody(alias, "hello", false));
    }

    private static String keyId(String text) {
        return ApiKey.parse(text) instanceof KeyText.WellFormed(ApiKey key) ? key.keyId() : "";
    }

    @Test
    void without_the_token_nobody_comes_in_and_nothing_happens() throws Exception {
        for (String sent : List.of("", "Bearer ", "Bearer " + run.key("plain"), "Bearer " + "0".repeat(64))) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(run.gateway() + "/admin/tenants/plain/suspension"))
                    .PUT(HttpRequest.BodyPublishers.noBody());
            HttpResponse<String> answer = run.http.send(
                    (sent.isEmpty() ? request : request.header("authorization", sent)).build(),
                    BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(LiveRun.json(answer).at("/error/code").asText()).isEqualTo("access_denied");
        }
        assertThat(run.chat("plain", "claude", "hello").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, nothing, 404",
        "GET, tenants/nobody, 404",
        "GET, tenants/plain/nothing, 404",
        "GET, tenants/plain/suspension/x, 404",
        "POST, tenants/plain/keys/x/y, 404",
        "DELETE, tenants/plain/keys/aaaaaaaaaaaa, 404",
        "POST, tenants/plain/keys/aaaaaaaaaaaa/rotate, 404",
        "PUT, tenants/plain/overrides/nothing, 404",
        "PUT, drains/nothing, 404",
        "DELETE, drains/a/us-east-1/nothing, 404",
        "POST, tenants, 405",
        "GET, tenants/plain/suspension, 405",
        "PUT, tenants/plain/keys, 405",
        "POST, drains/a, 405",
        "PATCH, tenants, 404",
        "POST, targets, 405",
        "GET, targets/reset, 405",
        "POST, targets/nothing, 404"
    })
    void what_does_not_exist_is_told_so(String method, String path, int status) throws Exception {
        HttpResponse<String> answer = admin(method, path, "");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(LiveRun.json(answer).at("/error/message").asText()).isNotBlank();
        assertThat(LiveRun.requestId(answer)).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST tenants/plain/keys {\"sources\": [\"10.0.0.1/8\"]} '10.0.0.1/8'",
                "POST tenants/plain/keys {\"sources\": [\"office\"]} 'office'",
                "POST tenants/plain/keys {\"sources\": \"10.0.0.0/8\"} sources",
                "POST tenants/plain/keys {\"models\": [\"haiku\"]} 'haiku'",
                "POST tenants/plain/keys {\"models\": [7]} models[0]",
                "POST tenants/plain/keys {\"models\": []} models",
                "POST tenants/plain/keys {\"sources\": []} sources",
                "PUT tenants/plain/suspension {\"until\":\"2099-01-01T00:00:00Z\"} 2099-01-01",
                "POST tenants/plain/keys {\"notAfter\": \"2020-01-01T00:00:00Z\"} 2020-01-01",
                "POST tenants/plain/keys {\"notAfter\": \"tomorrow\"} tomorrow",
                "POST tenants/plain/keys {\"tenant\": \"bound\"} tenant",
                "POST tenants/plain/keys [] object",
                "POST tenants/plain/keys {\"models\" valid",
                "POST tenants/plain/keys/aaaaaaaaaaaa/rotate {\"grace\": \"31d\"} 31d",
                "POST tenants/plain/keys/aaaaaaaaaaaa/rotate {\"grace\": -1} grace",
                "PUT tenants/plain/overrides/requestsPerMinute {} value",
                "PUT tenants/plain/overrides/requestsPerMinute {\"value\":0.5,\"until\":\"2099-01-01T00:00:00Z\"} 0.5",
                "PUT tenants/plain/overrides/requestsPerMinute {\"value\":0,\"until\":\"2099-01-01T00:00:00Z\"} 0",
                "PUT tenants/plain/overrides/usdPerMonth {\"value\":0.0000001,\"until\":\"2099-01-01T00:00:00Z\"} USD",
                "PUT tenants/plain/overrides/requestsPerMinute {\"value\":5,\"until\":\"2099-01-01T00:00:00Z\"} 90",
                "PUT tenants/plain/overrides/requestsPerMinute {\"value\":5,\"until\":\"2020-01-01T00:00:00Z\"} 2020-01-01",
                "PUT tenants/plain/overrides/requestsPerMinute {\"value\":-5,\"until\":\"2099-01-01T00:00:00Z\"} -5",
                "PUT tenants/plain/overrides/concurrency {\"value\":99999999999999999999,\"until\":\"2099-01-01T00:00:00Z\"}"
                        + " 99999999999999999999",
                "PUT drains/a {\"until\": \"soon\"} soon",
                "POST targets/reset {} target",
                "POST targets/reset {\"target\": 7} target",
                "POST targets/reset {\"target\":\"a\",\"plain\":1} plain"
            })
    void a_wrong_body_is_refused_with_the_value_and_changes_nothing(String line) throws Exception {
        String[] parts = line.split(" ", 3);
        int end = parts[2].lastIndexOf(' ');

        JsonNode answer = ok(400, admin(parts[0], parts[1], parts[2].substring(0, end)));

        assertThat(answer.at("/error/message").asText()).contains(parts[2].substring(end + 1));
        assertThat(run.audit).noneMatch(change -> change.contains("\"subject\":\"plain\""));
    }

    @Test
    void an_issued_key_works_for_its_models_only_and_its_text_is_shown_once() throws Exception {
        JsonNode issued = ok(201, admin("POST", "tenants/issuing/keys", "{\"models\": [\"haiku\"]}"));
        String secret = issued.path("secret").asText();

        assertThat(chat(secret, "haiku").statusCode()).isEqualTo(200);
        HttpResponse<String> openAi = chat(secret, "claude");
        assertThat(openAi.statusCode()).isEqualTo(403);
        assertThat(LiveRun.json(openAi).at("/error/code").asText()).isEqualTo("model_not_allowed");
        HttpResponse<String> bedrock = send(
                secret,
                "/model/claude/converse",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}");
        assertThat(bedrock.statusCode()).isEqualTo(403);
        assertThat(LiveRun.header(bedrock, "x-amzn-errortype")).isEqualTo("AccessDeniedException");
        assertThat(LiveRun.json(bedrock).path("message").asText()).contains("not allowed for this API key");
        assertThat(LiveRun.json(send(secret, "/v1/models", "")).path("data").findValuesAsText("id"))
                .contains("haiku")
                .allMatch(id -> id.matches("haiku|.*anthropic\\.claude-haiku-4-5-.*"));
        assertThat(LiveRun.json(send(secret, "/v1/usage", "")).path("models")).hasSize(1);
        assertThat(chat(run.key("issuing"), "claude").statusCode()).isEqualTo(200);

        JsonNode third = ok(409, admin("POST", "tenants/issuing/keys", ""));
        assertThat(third.at("/error/message").asText())
                .contains("two live keys", keyId(secret), keyId(run.key("issuing")), "revoke");
        JsonNode shown = ok(200, admin("GET", "tenants/issuing", ""));
        assertThat(shown.path("keys")).hasSize(2).allSatisfy(key -> {
            assertThat(key.path("state").asText()).isEqualTo("live");
            assertThat(key.path("lastUsed").asText()).isNotEmpty();
        });
        String everything = shown.toString()
                + admin("GET", "tenants", "").body()
                + admin("GET", "tenants/issuing/keys", "").body()
                + String.join("", run.audit);
        assertThat(everything).contains(keyId(secret)).doesNotContain(secret, "usage-plan-of", "hash");
    }

    @Test
    void a_rotated_key_lives_on_for_its_grace_and_a_revoked_one_is_out_with_the_next_call() throws Exception {
        String first = run.key("rotating");
        JsonNode rotated =
                ok(201, admin("POST", "tenants/rotating/keys/" + keyId(first) + "/rotate", "{\"grace\":\"2h\"}"));
        String second = rotated.path("secret").asText();

        assertThat(chat(first, "claude").statusCode()).isEqualTo(200);
        assertThat(chat(second, "claude").statusCode()).isEqualTo(200);
        assertThat(rotated.at("/replaces/id").asText()).isEqualTo(keyId(first));
        assertThat(run.key("rotating")).isEqualTo(second);

        ok(200, admin("DELETE", "tenants/rotating/keys/" + keyId(first), ""));

        assertThat(chat(first, "claude").statusCode()).isEqualTo(401);
        assertThat(send(first, "/model/claude/converse", "{}").statusCode()).isEqualTo(403);
        assertThat(chat(second, "claude").statusCode()).isEqualTo(200);
        assertThat(run.audit.stream()
                        .filter(line -> line.contains("\"rotating\""))
                        .toList())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("\"event\":\"admin.change\"", "arn:aws:iam::123456789012:user/local-operator")
                        .doesNotContain(first, second))
                .satisfies(lines -> assertThat(lines.getFirst()).contains("key.rotate", "\"before\":{", "\"after\":{"))
                .satisfies(lines -> assertThat(lines.getLast()).contains("key.revoke", "\"state\":\"revoked\""));
    }

    @Test
    void a_key_bound_to_sources_works_from_there_whatever_its_caller_claims() throws Exception {
        JsonNode here = ok(
                201,
                admin(
                        "POST",
                        "tenants/bound/keys",
                        "{\"sources\": [\"127.0.0.0/8\", \"::1/128\"], \"notAfter\": \"" + tomorrow + "\"}"));
        assertThat(chat(here.path("secret").asText(), "claude").statusCode()).isEqualTo(200);
        assertThat(here.at("/key/notAfter").asText()).isEqualTo(tomorrow.toString());
        ok(200, admin("DELETE", "tenants/bound/keys/" + here.at("/key/id").asText(), ""));
        JsonNode elsewhere = ok(201, admin("POST", "tenants/bound/keys", "{\"sources\": [\"198.51.100.0/24\"]}"));

        HttpRequest claiming = HttpRequest.newBuilder(URI.create(run.gateway() + "/v1/models"))
                .header("x-api-key", elsewhere.path("secret").asText())
                .header("x-forwarded-for", "198.51.100.7")
                .build();

        assertThat(run.http.send(claiming, BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void who_pays_is_decided_by_the_key_alone() throws Exception {
        long before = run.tokensUsed("suspended");
        String body = LiveRun.chatBody("claude", "hello", false).replace("{\"model\"", "{\"user\":\"plain\",\"model\"");
        HttpRequest spoofing = HttpRequest.newBuilder(
                        URI.create(run.gateway() + "/v1/chat/completions?tenant=suspended&x-api-key=other"))
                .header("authorization", "Bearer " + run.key("plain"))
                .header("content-type", "application/json")
                .header("x-tenant-id", "suspended")
                .header("x-amzn-requestcontext", "{\"authorizer\":{\"tenant\":\"suspended\"}}")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        long own = run.tokensUsed("plain");

        assertThat(run.http.send(spoofing, BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);

        assertThat(run.tokensUsed("suspended")).isEqualTo(before);
        assertThat(run.tokensUsed("plain")).isGreaterThan(own);
    }

    @Test
    void a_suspended_tenant_is_refused_from_the_next_call_until_it_is_resumed() throws Exception {
        ok(200, admin("PUT", "tenants/suspended/suspension", ""));
        assertThat(run.chat("suspended", "claude", "hello").statusCode()).isEqualTo(403);
        assertThat(run.chat("plain", "claude", "hello").statusCode()).isEqualTo(200);
        assertThat(ok(200, admin("GET", "tenants/suspended", ""))
                        .path("suspended")
                        .asBoolean())
                .isTrue();

        ok(200, admin("DELETE", "tenants/suspended/suspension", ""));

        assertThat(run.chat("suspended", "claude", "hello").statusCode()).isEqualTo(200);
    }

    @Test
    void an_override_counts_with_the_next_request_and_is_what_the_tenant_sees() throws Exception {
        String until = "\"until\": \"" + tomorrow + "\"}";
        ok(200, admin("PUT", "tenants/overridden/overrides/requestsPerMinute", "{\"value\": 1, " + until));
        JsonNode both = ok(200, admin("PUT", "tenants/overridden/overrides/usdPerMonth", "{\"value\": 12.5, " + until));

        assertThat(both.path("overrides").findValuesAsText("value")).containsExactly("1", "12.500000");
        assertThat(run.usage("overridden").at("/limits/requestsPerMinute").asLong())
                .isEqualTo(1);
        assertThat(run.usage("overridden").at("/limits/usdPerMonth").asText()).isEqualTo("12.500000");
        assertThat(run.chat("overridden", "claude", "hello").statusCode()).isEqualTo(200);
        assertThat(run.chat("overridden", "claude", "hello").statusCode()).isEqualTo(429);

        ok(200, admin("DELETE", "tenants/overridden/overrides/requestsPerMinute", ""));

        assertThat(run.chat("overridden", "claude", "hello").statusCode()).isEqualTo(200);
        assertThat(ok(200, admin("GET", "usage", "")).path("tenants").findValuesAsText("tenant"))
                .containsExactly("bound", "issuing", "overridden", "plain", "rotating", "suspended");
    }

    /// This uses a run of its own, whose router has not read the drains yet, so that the test need not
    /// wait.
    @Test
    void a_drained_shard_gets_no_new_calls_and_the_plan_says_why() throws Exception {
        try (LiveRun own = LiveRun.start("admin.yaml")) {
            JsonNode drained = ok(200, own.admin("PUT", "drains/a", "{\"until\": \"" + tomorrow + "\"}"));
            for (int i = 0; i < 10; i++) {
                assertThat(own.chat("plain", "claude", "hello").statusCode()).isEqualTo(200);
            }

            assertThat(drained.path("by").asText()).endsWith("local-operator");
            assertThat(own.invocations())
                    .extracting(call -> call.path("accountId").asText())
                    .containsOnly("222222222222");
            assertThat(own.plan("plain", "claude").toString()).contains("an operator has drained it");
            assertThat(ok(200, own.admin("GET", "drains", "")).path("drains")).hasSize(1);
            ok(200, own.admin("DELETE", "drains/a", ""));
            assertThat(ok(200, own.admin("GET", "drains", "")).path("drains")).isEmpty();
        }
    }

    @Test
    void a_target_is_drained_by_its_label() throws Exception {
        String label = "b/us-west-2/us.anthropic.claude-haiku-4-5-20251001-v1:0";

        assertThat(ok(200, admin("PUT", "drains/" + label, "")).path("name").asText())
                .isEqualTo(label);
        ok(200, admin("DELETE", "drains/" + label, ""));
    }

    /// This uses a run of its own, whose only calling tenant loses one of two targets.
    @Test
    void an_ejected_target_is_seen_with_its_reason_and_reset_so_that_it_is_called_again() throws Exception {
        String label = "a/us-east-1/us.anthropic.claude-sonnet-4-6";
        try (LiveRun own = LiveRun.start("admin.yaml")) {
            own.faults("[{\"match\":{\"account\":\"111111111111\"},\"fault\":\"error-500\"}]");
            for (int call = 0; call < 100 && state(own, label).equals("ready"); call++) {
                own.chat("plain", "claude", "hello");
            }
            JsonNode ejected = target(own, label);
            assertThat(ejected.path("state").asText()).isEqualTo("ejected");
            assertThat(ejected.path("why").asText()).startsWith("ServerFault");
            assertThat(ejected.path("decidedBy").asText()).startsWith("copy-");
            assertThat(ejected.path("times").asInt()).isEqualTo(1);
            assertThat(Instant.parse(ejected.path("until").asText())).isAfter(Instant.now());
            assertThat(ejected.at("/places/0/alias").asText()).isEqualTo("claude");
            assertThat(ejected.at("/headroom/tokensPerMinute/limit").asLong()).isPositive();

            JsonNode reset = ok(200, own.admin("POST", "targets/reset", "{\"target\": \"" + label + "\"}"));

            assertThat(reset.path("reset").asBoolean()).isTrue();
            assertThat(reset.at("/known/0/state").asText()).isEqualTo("ejected");
            assertThat(state(own, label)).isEqualTo("ready");
            assertThat(own.events.all(GatewayEvent.TargetChanged.class))
                    .extracting(GatewayEvent.TargetChanged::change)
                    .containsSequence("ejected", "reset");
            assertThat(own.audit)
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains("target.reset", label, "local-operator", "ServerFault", "\"after\":null"));
        }
    }

    @Test
    void the_reset_of_a_healthy_target_is_refused_with_what_to_do_and_changes_nothing() throws Exception {
        String label = "b/us-west-2/us.anthropic.claude-sonnet-4-6";

        JsonNode reset = ok(409, admin("POST", "targets/reset", "{\"target\": \"" + label + "\"}"));

        assertThat(reset.at("/error/code").asText()).isEqualTo("nothing_to_reset");
        assertThat(reset.at("/error/message").asText()).contains(label, "nothing was changed", "DELETE /admin/drains");
        assertThat(run.audit).noneMatch(line -> line.contains("target.reset"));
    }

    @Test
    void an_unknown_target_is_refused_with_the_nearest_name() throws Exception {
        JsonNode answer =
                ok(404, admin("POST", "targets/reset", "{\"target\": \"a/us-east-1/us.anthropic.claude-sonet-4-6\"}"));

        assertThat(answer.at("/error/message").asText())
                .contains("did you mean 'a/us-east-1/us.anthropic.claude-sonnet-4-6'?");
    }

    @Test
    void a_drained_target_is_shown_as_drained_by_whom() throws Exception {
        try (LiveRun own = LiveRun.start("admin.yaml")) {
            ok(200, own.admin("PUT", "drains/b", ""));

            JsonNode drained = target(own, "b/us-west-2/us.anthropic.claude-sonnet-4-6");

            assertThat(drained.path("state").asText()).isEqualTo("drained");
            assertThat(drained.path("decidedBy").asText()).endsWith("local-operator");
            assertThat(drained.path("why").asText()).contains("drained b");
            assertThat(state(own, "a/us-east-1/us.anthropic.claude-sonnet-4-6")).isEqualTo("ready");
        }
    }

    private static String state(LiveRun own, String label) throws Exception {
        return target(own, label).path("state").asText();
    }

    private static JsonNode target(LiveRun own, String label) throws Exception {
        return ok(200, own.admin("GET", "targets", ""))
                .path("targets")
                .valueStream()
                .filter(target -> target.path("target").asText().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void all_tenants_are_listed_with_how_they_stand() throws Exception {
        JsonNode list = ok(200, admin("GET", "tenants", ""));

        assertThat(list.path("environment").asText()).isEqualTo("test");
        assertThat(list.path("tenants")
                        .valueStream()
                        .map(tenant -> tenant.path("tenant").asText())
                        .collect(Collectors.toList()))
                .isSorted()
                .hasSize(6);
        assertThat(new ObjectMapper().treeToValue(list.at("/tenants/0/liveKeys"), Integer.class))
                .isPositive();
    }
}
