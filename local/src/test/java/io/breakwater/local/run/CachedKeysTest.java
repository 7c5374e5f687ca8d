package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.identity.ApiKey;
import io.breakwater.identity.KeyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole gateway with answers about keys cached for a minute.
class CachedKeysTest {
    @TempDir
    private Path folder;

    private Path config() throws Exception {
        String shipped = Files.readString(LiveRun.resource("admin.yaml"));
        return Files.writeString(folder.resolve("admin.yaml"), shipped + "authorizerCacheSeconds: 60\n");
    }

    private static int chat(LiveRun run) throws IOException, InterruptedException {
        return run.chat("plain", "claude", "hello").statusCode();
    }

    @Test
    void a_suspended_tenant_is_refused_at_once_although_its_key_is_cached() throws Exception {
        try (LiveRun run = LiveRun.start(config())) {
            assertThat(chat(run)).isEqualTo(200);

            assertThat(run.admin("PUT", "tenants/plain/suspension", "").statusCode())
                    .isEqualTo(200);
            assertThat(chat(run)).isEqualTo(403);

            assertThat(run.admin("DELETE", "tenants/plain/suspension", "").statusCode())
                    .isEqualTo(200);
            assertThat(chat(run)).isEqualTo(200);
        }
    }

    @Test
    void a_revoked_key_lives_on_for_a_minute_at_most() throws Exception {
        ShiftedClock clock = new ShiftedClock(Duration.ZERO);
        try (LiveRun run = LiveRun.start(config(), clock)) {
            assertThat(chat(run)).isEqualTo(200);

            revoke(run);
            assertThat(chat(run)).as("still cached").isEqualTo(200);

            clock.jump(Duration.ofSeconds(60));
            assertThat(chat(run)).isEqualTo(401);
        }
    }

    private static void revoke(LiveRun run) throws Exception {
        String id = ApiKey.parse(run.key("plain")) instanceof KeyText.WellFormed(ApiKey key) ? key.keyId() : "";
        assertThat(run.admin("DELETE", "tenants/plain/keys/" + id, "").statusCode())
                .isEqualTo(200);
    }
}
