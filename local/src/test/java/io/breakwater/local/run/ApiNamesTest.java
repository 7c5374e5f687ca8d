package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.JsonNames;
import io.breakwater.PublicNames;
import io.breakwater.event.GatewayEvent;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The members that operators' and tenants' programs read, over the gateway's own socket.
@Timeout(60)
class ApiNamesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String until = "\"" + Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS) + "\"";
    private final JsonNames names = new JsonNames();
    private LiveRun run;

    @BeforeEach
    void start() throws Exception {
        run = LiveRun.start("admin.yaml");
        assertThat(run.chat("issuing", "claude", "hello").statusCode()).isEqualTo(200);
    }

    @AfterEach
    void stop() throws Exception {
        run.close();
    }

    /// @param called the call with names in place of the values requested
    private JsonNode admin(int status, String called, String method, String path, String body) throws Exception {
        HttpResponse<String> answer = run.admin(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        String call = method + " /admin/" + called;
        names.all().add(call);
        if (!body.isEmpty()) {
            names.add(call + " is sent", JSON.readTree(body));
        }
        JsonNode json = LiveRun.json(answer);
        names.add(call + " answers", json);
        return json;
    }

    @Test
    void the_operators_api_keeps_its_paths_and_members() throws Exception {
        JsonNode issued = admin(
                201,
                "tenants/TENANT/keys",
                "POST",
                "tenants/issuing/keys",
                "{\"models\": [\"haiku\"], \"sources\": [\"127.0.0.0/8\"], \"notAfter\": " + until + "}");
        admin(200, "tenants/TENANT/keys", "GET", "tenants/issuing/keys", "");
        String key = issued.at("/key/id").asText();
        admin(200, "tenants/TENANT/keys/KEY", "DELETE", "tenants/issuing/keys/" + key, "");
        String first = run.admin("GET", "tenants/rotating/keys", "").body();
        String rotated =
                "tenants/rotating/keys/" + JSON.readTree(first).at("/keys/0/id").asText() + "/rotate";
        admin(201, "tenants/TENANT/keys/KEY/rotate", "POST", rotated, "{\"grace\": \"1h\"}");
        limits();
        drains();
        targets();
        admin(200, "tenants", "GET", "tenants", "");
        entries();
        admin(200, "usage", "GET", "usage", "");
        admin(404, "(unknown)", "GET", "nothing", "");
        for (String line : run.audit) {
            JsonNode change = JSON.readTree(line);
            names.all()
                    .add("audit log " + change.path("event").asText() + " "
                            + change.path("action").asText());
            change.fieldNames().forEachRemaining(name -> names.all().add("audit log: " + name));
        }
        PublicNames.ADMIN_API.are(names.all());
    }

    private void limits() throws Exception {
        String override = "tenants/overridden/overrides/usdPerMonth";
        String called = "tenants/TENANT/overrides/LIMIT";
        admin(200, called, "PUT", override, "{\"value\": 12.5, \"until\": " + until + "}");
        admin(200, "tenants/TENANT", "GET", "tenants/overridden", "");
        admin(200, "tenants", "GET", "tenants", "");
        admin(200, called, "DELETE", override, "");
        admin(200, "tenants/TENANT", "GET", "tenants/issuing", "");
        admin(200, "tenants/TENANT/suspension", "PUT", "tenants/suspended/suspension", "");
        admin(200, "tenants/TENANT/suspension", "DELETE", "tenants/suspended/suspension", "");
    }

    /// An entry has fewer members here than an environment's file can state.
    private void entries() throws Exception {
        admin(200, "tenants/TENANT", "PUT", "tenants/team", "{\"plan\": \"wide\", \"models\": [\"claude\"]}");
        admin(200, "entries", "GET", "entries", "");
        String entry = "{\"id\": \"team\", \"plan\": \"wide\", \"models\": [\"claude\"]}";
        admin(200, "entries", "POST", "entries", "{\"put\": [" + entry + "], \"remove\": [], \"check\": true}");
        admin(200, "tenants/TENANT", "DELETE", "tenants/team", "");
    }

    private void drains() throws Exception {
        admin(200, "drains/NAME", "PUT", "drains/a", "{\"until\": " + until + "}");
        admin(200, "drains", "GET", "drains", "");
        admin(200, "drains/NAME", "DELETE", "drains/a", "");
    }

    /// One target is ejected, so that the members about an ejected target occur. `AdminHandlerTest`
    /// shows the members that occur while the ledger's table cannot be read.
    private void targets() throws Exception {
        run.faults("[{\"match\":{\"account\":\"111111111111\"},\"fault\":\"error-500\"}]");
        for (int call = 0;
                call < 100 && run.events.all(GatewayEvent.TargetChanged.class).isEmpty();
                call++) {
            run.chat("plain", "claude", "hello");
        }
        String ejected =
                run.events.all(GatewayEvent.TargetChanged.class).getFirst().subject();
        admin(200, "targets", "GET", "targets", "");
        names.all().add("GET /admin/targets answers: targets[].headroomUnknown");
        names.all().add("GET /admin/targets answers: targets[].stateUnknown");
        admin(200, "targets/reset", "POST", "targets/reset", "{\"target\": \"" + ejected + "\"}");
    }

    @Test
    void what_tenants_are_told_keeps_its_members() throws Exception {
        names.add("GET /v1/usage answers", run.usage("issuing"));
        names.add("POST /v1/plan answers", run.plan("issuing", "claude"));
        try (LiveRun drained = LiveRun.start("admin.yaml")) {
            drained.admin("PUT", "drains/a", "{\"until\": " + until + "}");
            names.add("POST /v1/plan answers", drained.plan("issuing", "claude"));
        }
        HttpResponse<String> models =
                run.http.send(run.request("issuing", "/v1/models").build(), BodyHandlers.ofString());
        names.add("GET /v1/models answers", LiveRun.json(models));
        PublicNames.REPORTS.are(names.all());
    }
}
