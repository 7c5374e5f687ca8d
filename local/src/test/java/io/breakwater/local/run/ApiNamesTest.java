package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.JsonNames;
import io.breakwater.PublicNames;
import io.breakwater.event.GatewayEvent;
import io.breakwater.surface.AdminOperation;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The members that operators' and tenants' programs read, over the gateway's own socket.
@Timeout(60)
class ApiNamesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<AdminOperation> CREATES = EnumSet.of(AdminOperation.ISSUE_KEY, AdminOperation.ROTATE_KEY);

    private final String until = "\"" + Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS) + "\"";
    private final JsonNames names = new JsonNames();
    private final Set<AdminOperation> called = EnumSet.noneOf(AdminOperation.class);
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

    private JsonNode admin(AdminOperation operation, String path, String body) throws Exception {
        assertThat(AdminOperation.at(List.of(path.split("/")))).contains(operation);
        called.add(operation);
        int status = CREATES.contains(operation) ? 201 : 200;
        return admin(status, operation.method(), named(operation), path, body);
    }

    /// The operation's path with names in place of the values requested.
    private static String named(AdminOperation operation) {
        return Pattern.compile("\\{(\\w+)}")
                .matcher(operation.path())
                .replaceAll(name -> name.group(1).toUpperCase(Locale.ROOT));
    }

    private JsonNode admin(int status, String method, String shown, String path, String body) throws Exception {
        HttpResponse<String> answer = run.admin(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        String call = method + " " + shown;
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
                AdminOperation.ISSUE_KEY,
                "tenants/issuing/keys",
                "{\"models\": [\"haiku\"], \"sources\": [\"127.0.0.0/8\"], \"notAfter\": " + until + "}");
        admin(AdminOperation.LIST_KEYS, "tenants/issuing/keys", "");
        String key = issued.at("/key/id").asText();
        admin(AdminOperation.REVOKE_KEY, "tenants/issuing/keys/" + key, "");
        String first = run.admin("GET", "tenants/rotating/keys", "").body();
        String rotated =
                "tenants/rotating/keys/" + JSON.readTree(first).at("/keys/0/id").asText() + "/rotate";
        admin(AdminOperation.ROTATE_KEY, rotated, "{\"grace\": \"1h\"}");
        limits();
        drains();
        targets();
        admin(AdminOperation.LIST_TENANTS, "tenants", "");
        entries();
        admin(AdminOperation.LIST_USAGE, "usage", "");
        admin(404, "GET", "/admin/(unknown)", "nothing", "");
        assertThat(called).isEqualTo(EnumSet.allOf(AdminOperation.class));
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
        admin(AdminOperation.SET_OVERRIDE, override, "{\"value\": 12.5, \"until\": " + until + "}");
        admin(AdminOperation.GET_TENANT, "tenants/overridden", "");
        admin(AdminOperation.LIST_TENANTS, "tenants", "");
        admin(AdminOperation.CLEAR_OVERRIDE, override, "");
        admin(AdminOperation.GET_TENANT, "tenants/issuing", "");
        admin(AdminOperation.SUSPEND_TENANT, "tenants/suspended/suspension", "");
        admin(AdminOperation.RESUME_TENANT, "tenants/suspended/suspension", "");
    }

    /// An entry has fewer members here than an environment's file can state.
    private void entries() throws Exception {
        admin(AdminOperation.APPLY_TENANT, "tenants/team", "{\"plan\": \"wide\", \"models\": [\"claude\"]}");
        admin(AdminOperation.LIST_ENTRIES, "entries", "");
        String entry = "{\"id\": \"team\", \"plan\": \"wide\", \"models\": [\"claude\"]}";
        admin(AdminOperation.CHANGE_ENTRIES, "entries", "{\"put\": [" + entry + "], \"remove\": [], \"check\": true}");
        admin(AdminOperation.REMOVE_TENANT, "tenants/team", "");
    }

    private void drains() throws Exception {
        admin(AdminOperation.BEGIN_DRAIN, "drains/a", "{\"until\": " + until + "}");
        admin(AdminOperation.LIST_DRAINS, "drains", "");
        admin(AdminOperation.END_DRAIN, "drains/a", "");
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
        admin(AdminOperation.LIST_TARGETS, "targets", "");
        names.all().add("GET /admin/targets answers: targets[].headroomUnknown");
        names.all().add("GET /admin/targets answers: targets[].stateUnknown");
        admin(AdminOperation.RESET_TARGET, "targets/reset", "{\"target\": \"" + ejected + "\"}");
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
