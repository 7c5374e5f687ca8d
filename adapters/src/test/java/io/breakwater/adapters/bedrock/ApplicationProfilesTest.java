package io.breakwater.adapters.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.adapters.credentials.TargetCredentials.Found;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.naming.Naming;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.ProfilePlan;
import io.breakwater.settings.ProfileUse;
import io.breakwater.settings.Settings;
import io.breakwater.settings.SettingsReader;
import io.breakwater.settings.Shard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.SdkHttpClient;

/// Calls go through the tenants' own application inference profiles where these exist, and are never
/// refused because of them.
class ApplicationProfilesTest {
    private static final Settings SETTINGS = settings("""
            environment: test
            home: { account: "123456789012", region: us-east-1 }
            shards:
              - { id: a, account: "111111111111", regions: [us-east-1] }
              - { id: b, account: "222222222222", regions: [us-west-2] }
            models:
              claude: { tiers: [ { profile: us.anthropic.claude-sonnet-4-6, shards: [a, b] } ] }
            plans: { wide: { requestsPerMinute: 60 } }
            tenants:
              - { id: search, plan: wide, models: [claude] }
              - { id: drift, plan: wide, models: [claude] }
            costAttribution: true
            protection: disposable
            exposeTargets: true
            """);
    private static final String SYSTEM = "us.anthropic.claude-sonnet-4-6";
    private static final TenantId SEARCH = new TenantId("search");
    private static final TenantId APPLIED = new TenantId("applied");

    private Instant now = Instant.parse("2026-11-28T12:00:00Z");
    private final ApplicationProfiles profiles = ApplicationProfiles.of(SETTINGS, () -> now);
    private final List<String> asked = new ArrayList<>();
    private final List<Runnable> background = new ArrayList<>();
    private final ModelIds ids = profiles.through(this::deployed, background::add);
    private final Watchdog watchdog = new Watchdog();
    private final SdkHttpClient http = BedrockHttp.client(Duration.ofSeconds(2));

    @AfterEach
    void close() {
        http.close();
        watchdog.close();
    }

    private static Settings settings(String environment) {
        try {
            Path catalogue = Path.of(System.getProperty("breakwater.root"), "config/models.yaml");
            return ((Loaded.Valid<Settings>) SettingsReader.read(
                            new ConfigText("models.yaml", Files.readString(catalogue)),
                            new ConfigText("test.yaml", environment)))
                    .value();
        } catch (IOException missing) {
            throw new IllegalStateException("the catalogue is part of the project", missing);
        }
    }

    private static Target target(Shard shard) {
        return new Target(shard.id(), shard.account(), shard.regions().getFirst(), new ProfileId(SYSTEM));
    }

    private static final Target A = target(SETTINGS.shards().getFirst());
    private static final Target B = target(SETTINGS.shards().getLast());

    /// The profiles that a deploy makes there.
    private Map<String, String> deployed(Shard shard, Region region) {
        asked.add(shard.id() + "/" + region);
        Map<String, String> arns = new HashMap<>(Map.of("somebody-elses", "arn:other"));
        for (ProfileUse use : ProfilePlan.of(SETTINGS, shard, region)) {
            arns.put(
                    new Naming("test", SETTINGS.home()).inferenceProfile(use.label()),
                    "arn:aws:bedrock:%s:%s:application-inference-profile/%s"
                            .formatted(region, shard.account(), use.ownerLabel()));
        }
        return arns;
    }

    @Test
    void a_tenant_calls_its_own_and_one_that_is_not_in_the_file_the_shared_one() {
        assertThat(profiles.learn(this::deployed)).isEmpty();

        assertThat(ids.of(A, SEARCH))
                .isEqualTo("arn:aws:bedrock:us-east-1:111111111111:application-inference-profile/search");
        assertThat(ids.of(B, SEARCH))
                .isEqualTo("arn:aws:bedrock:us-west-2:222222222222:application-inference-profile/search");
        assertThat(ids.of(A, APPLIED))
                .isEqualTo("arn:aws:bedrock:us-east-1:111111111111:application-inference-profile/Shared");
    }

    @Test
    void each_shard_and_region_is_asked_once() {
        profiles.learn(this::deployed);
        profiles.learn(this::deployed);
        ids.of(A, SEARCH);

        assertThat(asked).containsExactly("a/us-east-1", "b/us-west-2");
    }

    @Test
    void until_bedrock_has_listed_them_the_system_profile_is_called_and_operators_are_told() {
        assertThat(ids.of(A, SEARCH)).isEqualTo(SYSTEM);

        assertThat(profiles.learn((shard, region) -> {
                    if (shard.id().value().equals("a")) {
                        throw new IOException("HTTP 403 not authorized");
                    }
                    return deployed(shard, region);
                }))
                .containsExactly(
                        "a/us-east-1 did not list its application inference profiles: HTTP 403 not authorized");
        assertThat(ids.of(A, SEARCH)).isEqualTo(SYSTEM);
        assertThat(ids.of(B, SEARCH)).endsWith("/search");

        assertThat(profiles.learn(this::deployed)).isEmpty();
        assertThat(ids.of(A, SEARCH)).endsWith("/search");
    }

    @Test
    void a_list_without_a_tenants_own_is_asked_for_again_after_a_quarter_of_an_hour() {
        profiles.learn((shard, region) -> {
            asked.add("first");
            return Map.of();
        });
        assertThat(ids.of(A, SEARCH)).isEqualTo(SYSTEM);
        assertThat(asked).containsExactly("first", "first");

        now = now.plus(ApplicationProfiles.LIST_AGAIN);
        assertThat(ids.of(A, SEARCH)).as("nobody waits").isEqualTo(SYSTEM);
        background.removeFirst().run();
        assertThat(background).isEmpty();
        assertThat(ids.of(A, SEARCH)).endsWith("/search");
        assertThat(asked).containsExactly("first", "first", "a/us-east-1");
    }

    @Test
    void many_calls_without_a_list_ask_for_it_once_a_minute() {
        for (int call = 0; call < 100; call++) {
            assertThat(ids.of(A, SEARCH)).isEqualTo(SYSTEM);
        }
        assertThat(background).hasSize(1);

        now = now.plus(ApplicationProfiles.TRY_AGAIN);
        ids.of(A, SEARCH);
        assertThat(background).hasSize(2);
    }

    @Test
    void one_that_bedrock_refuses_rests_for_five_minutes_and_the_system_profile_is_called() {
        profiles.learn(this::deployed);
        String own = ids.of(A, SEARCH);

        assertThat(ids.refused(own)).isTrue();
        assertThat(ids.of(A, SEARCH)).isEqualTo(SYSTEM);
        assertThat(ids.of(A, APPLIED)).endsWith("/Shared");
        assertThat(ids.refused(SYSTEM)).as("nothing else comes after it").isFalse();

        now = now.plus(ApplicationProfiles.REST);
        assertThat(ids.of(A, SEARCH)).isEqualTo(own);
    }

    @Test
    void without_cost_attribution_nobody_is_asked() {
        Settings plain = settings("""
                environment: test
                home: { account: "123456789012", region: us-east-1 }
                shards: [ { id: a, account: "111111111111", regions: [us-east-1] } ]
                models: { claude: { tiers: [ { profile: us.anthropic.claude-sonnet-4-6, shards: [a] } ] } }
                plans: { wide: { requestsPerMinute: 60 } }
                tenants: [ { id: search, plan: wide, models: [claude] } ]
                protection: disposable
                exposeTargets: true
                """);
        ApplicationProfiles none = ApplicationProfiles.of(plain, () -> now);

        none.learn(this::deployed);

        assertThat(none.through(this::deployed, background::add).of(A, SEARCH)).isEqualTo(SYSTEM);
        assertThat(asked).isEmpty();
        assertThat(background).isEmpty();
    }

    private ProfileListing listing(ScriptedServer server) {
        return new ProfileListing(
                http,
                (shard, within) -> new Found.Valid(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
                _ -> server.uri(),
                watchdog);
    }

    @Test
    void bedrock_is_asked_page_by_page_signed_for_its_region() throws IOException {
        List<String> pages = new ArrayList<>(
                List.of(
                        "{\"inferenceProfileSummaries\":[{\"inferenceProfileName\":\"one\",\"inferenceProfileArn\":\"arn:1\"}],\"nextToken\":\"more\"}",
                        "{\"inferenceProfileSummaries\":[{\"inferenceProfileName\":\"two\",\"inferenceProfileArn\":\"arn:2\"}]}"));
        try (ScriptedServer server =
                ScriptedServer.playing(answer -> answer.whole("200 OK", "", pages.removeFirst()))) {
            assertThat(listing(server).in(SETTINGS.shards().getFirst(), new Region("us-east-1")))
                    .containsExactlyInAnyOrderEntriesOf(Map.of("one", "arn:1", "two", "arn:2"));

            assertThat(server.requests())
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request)
                            .startsWith("GET /inference-profiles?")
                            .contains("type=APPLICATION", "maxResults=1000")
                            .containsPattern("Credential=AKIDEXAMPLE/\\d{8}/us-east-1/bedrock/aws4_request"));
            assertThat(server.requests().getLast()).contains("nextToken=more");
        }
    }

    @Test
    void a_refusal_is_tried_again_once_and_told_without_arns() throws IOException {
        try (ScriptedServer server = ScriptedServer.playing(answer -> answer.whole(
                "403 Forbidden",
                "",
                "{\"message\":\"User: arn:aws:sts::111111111111:assumed-role/r/s is not authorized\"}"))) {
            assertThat(profiles.learn(listing(server)))
                    .first()
                    .isEqualTo(
                            "a/us-east-1 did not list its application inference profiles: HTTP 403 User: the resource"
                                    + " is not authorized");
            assertThat(server.requests()).hasSize(4);
        }
    }
}
