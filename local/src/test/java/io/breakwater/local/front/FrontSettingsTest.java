package io.breakwater.local.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.model.TenantId;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Settings;
import io.breakwater.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FrontSettingsTest {

    private static ConfigText text(String file) throws IOException {
        return new ConfigText(file, Files.readString(Path.of(System.getProperty("breakwater.root"), file)));
    }

    private static Settings local() throws IOException {
        return settings(text("config/local.yaml"));
    }

    private static Settings settings(ConfigText environment) throws IOException {
        return switch (SettingsReader.read(text("config/models.yaml"), environment)) {
            case Loaded.Valid(Settings settings) -> settings;
            case Loaded.Invalid<Settings> invalid ->
                throw new AssertionError(invalid.problems().toString());
        };
    }

    @Test
    void usage_plans_are_as_much_wider_than_the_tenants_limits_as_the_settings_say() throws Exception {
        Settings settings = local();
        FrontSettings front = FrontSettings.of(settings, Map.of(new TenantId("search"), "usage-of-search"), "shared");
        double factor = settings.throttle().factor();

        assertThat(front.plans()).containsOnlyKeys("usage-of-search", "shared");
        assertThat(front.plans().get("shared").requestsPerSecond()).isEqualTo(10_000);
        UsagePlan plan = front.plans().get("usage-of-search");
        assertThat(plan.requestsPerSecond()).isEqualTo(factor * 60 / 60);
        assertThat(plan.requestsAtOnce())
                .isGreaterThanOrEqualTo(settings.throttle().burst());
        assertThat(plan.requestsPerMonth()).isEqualTo(OptionalLong.empty());
    }

    @Test
    void the_rest_is_what_api_gateway_and_lambda_allow() throws Exception {
        FrontSettings front = FrontSettings.of(local(), Map.of(), "shared");

        assertThat(front.stage()).isEqualTo("local");
        assertThat(front.authorizerCache()).isZero();
        assertThat(front.largestBodyBytes()).isEqualTo(10_485_760);
        assertThat(front.functionLimit()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void answers_about_keys_are_reused_for_as_long_as_the_environment_says() throws Exception {
        ConfigText shipped = text("config/local.yaml");
        ConfigText cached = new ConfigText(shipped.file(), shipped.content() + "authorizerCacheSeconds: 30\n");

        assertThat(FrontSettings.of(settings(cached), Map.of(), "shared").authorizerCache())
                .isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_tenant_that_does_not_exist_is_named_beside_those_that_do() throws Exception {
        Settings settings = local();

        assertThatThrownBy(
                        () -> FrontSettings.of(settings, Map.of(new TenantId("nobody"), "usage-of-nobody"), "shared"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'nobody'")
                .hasMessageContaining("search");
    }
}
