package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Tenants that operators apply to a running gateway.
@Timeout(120)
class AppliedTenantsTest {
    private static final String PATH = "tenants/team";

    private final ShiftedClock clock = ShiftedClock.fromNoon();
    private LiveRun run;

    @BeforeEach
    void start() throws Exception {
        run = LiveRun.start(LiveRun.resource("admin.yaml"), clock);
    }

    @AfterEach
    void stop() throws Exception {
        run.close();
    }

    private int put(String entry) throws Exception {
        return run.admin("PUT", PATH, entry).statusCode();
    }

    private String key() throws Exception {
        return LiveRun.json(run.admin("POST", PATH + "/keys", ""))
                .path("secret")
                .asText();
    }

    private int chat(String key, String alias) throws Exception {
        return run.http
                .send(
                        HttpRequest.newBuilder(URI.create(run.gateway() + "/v1/chat/completions"))
                                .header("authorization", "Bearer " + key)
                                .header("content-type", "application/json")
                                .POST(BodyPublishers.ofString(LiveRun.chatBody(alias, "hello", false)))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void one_is_served_at_once_and_refused_once_it_is_removed() throws Exception {
        assertThat(put("{\"plan\": \"wide\", \"models\": [\"claude\"]}")).isEqualTo(200);
        String key = key();
        assertThat(chat(key, "claude")).isEqualTo(200);
        assertThat(chat(key, "haiku")).as("not one of its models").isEqualTo(404);

        assertThat(run.admin("DELETE", PATH, "").statusCode()).isEqualTo(200);
        assertThat(chat(key, "claude")).isEqualTo(401);
        assertThat(run.admin("GET", PATH, "").statusCode()).isEqualTo(404);
    }

    @Test
    void what_it_may_do_changes_within_five_seconds() throws Exception {
        put("{\"plan\": \"wide\", \"models\": [\"claude\"]}");
        String key = key();
        assertThat(chat(key, "haiku")).isEqualTo(404);

        put("{\"plan\": \"wide\", \"models\": [\"claude\", \"haiku\"]}");
        clock.jump(Duration.ofSeconds(5));

        assertThat(chat(key, "haiku")).isEqualTo(200);
    }

    @Test
    void it_is_suspended_and_reported_like_any_other() throws Exception {
        put("{\"plan\": \"wide\", \"models\": [\"claude\"]}");
        String key = key();
        assertThat(run.admin("PUT", PATH + "/suspension", "").statusCode()).isEqualTo(200);
        assertThat(chat(key, "claude")).isEqualTo(403);
        run.admin("DELETE", PATH + "/suspension", "");
        assertThat(chat(key, "claude")).isEqualTo(200);

        assertThat(LiveRun.json(run.admin("GET", "usage", "")).path("tenants").toString())
                .contains("\"team\"");
        assertThat(run.audit).anySatisfy(line -> assertThat(line).contains("tenants.apply", "\"team\"", "wide"));
    }

    @Test
    void one_of_the_file_is_changed_by_a_deploy_alone() throws Exception {
        assertThat(run.admin("PUT", "tenants/plain", "{\"plan\": \"wide\", \"models\": [\"claude\"]}")
                        .body())
                .contains("tenant 'plain' is in the environment's file");
        assertThat(run.admin("DELETE", "tenants/plain", "").body())
                .contains("tenants plain are in the environment's file");
        assertThat(run.admin("POST", "entries", "{\"puts\": []}").statusCode()).isEqualTo(400);
        assertThat(run.admin("POST", "entries", "{\"put\": 1}").statusCode()).isEqualTo(400);
        assertThat(run.admin("PUT", "entries", "").statusCode()).isEqualTo(405);
        assertThat(put("{\"plan\": \"none\", \"models\": [\"claude\"]}")).isEqualTo(400);
    }
}
