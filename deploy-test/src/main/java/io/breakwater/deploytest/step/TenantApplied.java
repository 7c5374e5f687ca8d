package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;

import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A tenant in addition to those of the environment's file.
///
/// @param noted keeps its key
record TenantApplied(Noted noted) implements DeployStep {
    private static final String TENANT = "applied";

    /// A tenant that remains until its environment is destroyed.
    private static final String STAYING = "applied-and-staying";

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    /// The key of the tenant.
    public static final class Noted {
        private String key = "";

        String key() {
            return key;
        }
    }

    @Override
    public String claim() {
        return "a tenant that an operator applies is served at once, without a deploy";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        Gatewayctl ctl = Gatewayctl.of(world.dev(), world);
        Path file = file("plan: regular, models: [" + MODEL + "]");
        Path wrong = file("plan: none, models: [" + MODEL + "]");
        ctl.run("tenants", "apply", wrong.toString(), "--yes").mustSay("unknown plan 'none'");
        ctl.run("tenants", "apply", file.toString()).mustSay("add --yes");
        ctl.run("tenants", "apply", file.toString(), "--yes").mustSucceed("scripts/gatewayctl tenants apply");
        noted.key = ctl.json("keys", "issue", TENANT).path("secret").asText();
        world.gateways().withKey(world.dev(), noted.key).chat(MODEL).must(OK);
    }

    private static Path file(String entry) throws IOException {
        Path file = Files.createTempFile("tenants", ".yaml");
        file.toFile().deleteOnExit();
        return Files.writeString(
                file,
                "tenants:\n  - { id: " + TENANT + ", " + entry + " }\n  - { id: " + STAYING + ", " + entry + " }\n");
    }

    /// The step that checks API Gateway's key for it. The key of the other tenant is deleted with the
    /// environment.
    public DeployStep counted() {
        return new OwnUsageKey(TENANT, noted);
    }

    /// The step that checks it once the environment has been deployed again.
    public DeployStep kept() {
        return new Kept(noted);
    }

    private record Kept(Noted noted) implements DeployStep {
        @Override
        public String claim() {
            return "a deploy leaves that tenant as it is; once removed, it is refused and its API Gateway key goes";
        }

        @Override
        public void show(TestWorld world) throws Exception {
            world.gateways().withKey(world.dev(), noted.key).chat(MODEL).must(OK);
            Gatewayctl.of(world.dev(), world)
                    .run("tenants", "remove", TENANT)
                    .mustSucceed("scripts/gatewayctl tenants remove");
            world.gateways().withKey(world.dev(), noted.key).chat(MODEL).must(UNAUTHORIZED);
            UsageKeysOf keys = new UsageKeysOf(world);
            keys.kept();
            Unshown.unless(keys.of(TENANT).isEmpty(), "its API Gateway key is still there");
        }
    }
}
