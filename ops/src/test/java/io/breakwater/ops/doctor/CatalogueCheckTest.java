package io.breakwater.ops.doctor;

import static io.breakwater.ops.probe.FakeProbe.there;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import io.breakwater.model.Geography;
import io.breakwater.model.Lifecycle;
import io.breakwater.model.Profile;
import io.breakwater.model.Region;
import io.breakwater.ops.Environments;
import io.breakwater.ops.probe.AwsProbe;
import io.breakwater.ops.probe.FakeProbe;
import io.breakwater.ops.probe.Probe;
import io.breakwater.ops.probe.ProbeClients;
import io.breakwater.ops.probe.Seen;
import io.breakwater.settings.Settings;
import io.breakwater.simulated.bedrock.SimulatedBedrock;
import io.breakwater.simulated.environment.SimulatedWorld;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/// The catalogue compared with what Bedrock says: a Bedrock that matches the catalogue, one with
/// planted differences, and the simulated one over sockets.
class CatalogueCheckTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-28");
    private static final Settings SETTINGS =
            Environments.of(Environments.SMALL.replace("regions: [us-west-2]", "regions: [us-east-1]"));
    private static final String HAIKU = "anthropic.claude-haiku-4-5-20251001-v1:0";

    private final FakeProbe probe = new FakeProbe();
    private final Map<String, Set<String>> profiles = new HashMap<>();
    private final Map<String, Lifecycle> lifecycles = new HashMap<>();

    CatalogueCheckTest() {
        Region east = new Region("us-east-1");
        for (Profile profile : SETTINGS.profiles().values()) {
            if (profile.reachableFrom(east)) {
                lifecycles.put(
                        profile.model().id().value(), profile.model().listing().lifecycle());
                if (profile.geography() != Geography.REGION) {
                    profiles.put(profile.id().value(), new HashSet<>(codes(profile, east)));
                }
            }
        }
        probe.profiles = there(profiles);
        probe.lifecycles = there(lifecycles);
    }

    @Test
    void a_bedrock_that_is_as_the_catalogue_says_shows_no_difference() {
        assertThat(wrong()).isEmpty();
    }

    @Test
    void a_model_that_has_ended_as_the_catalogue_says_is_not_looked_for() {
        profiles.remove("us.amazon.nova-premier-v1:0");
        lifecycles.remove("amazon.nova-premier-v1:0");

        assertThat(found()).noneMatch(line -> line.contains("premier") || line.contains("Premier"));
    }

    @Test
    void three_planted_differences_are_the_three_that_are_found() {
        profiles.put("us.anthropic.claude-sonnet-5", Set.of("us-east-1", "us-east-2", "us-west-1", "us-west-2"));
        lifecycles.put(HAIKU, new Lifecycle(Lifecycle.Status.LEGACY, Optional.of(LocalDate.parse("2027-04-01"))));
        profiles.put("ca.amazon.nova-pro-v1:0", Set.of("ca-central-1"));

        assertThat(wrong())
                .hasSize(3)
                .anyMatch(line -> line.contains("us.anthropic.claude-sonnet-5 is answered by")
                        && line.contains("the catalogue lacks us-west-1"))
                .anyMatch(line -> line.contains("Claude Haiku 4.5 is legacy, its end is 2027-04-01")
                        && line.contains("lifecycle: { status: legacy, endOfLife: 2027-04-01 }"))
                .anyMatch(line -> line.contains("Bedrock has ca.amazon.nova-pro-v1:0, the catalogue does not"));
    }

    @Test
    void a_model_that_is_called_by_its_own_id_where_bedrock_does_not_have_it_is_found() {
        lifecycles.remove("zai.glm-5");

        assertThat(wrong())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("Bedrock has no model zai.glm-5 in us-east-1")
                        .contains("routes.own-region-open[0] names us-east-1 as a source of it"));
    }

    @Test
    void a_profile_that_bedrock_offers_in_a_region_more_is_found_and_strange_models_are_only_counted() {
        profiles.put("apac.amazon.nova-pro-v1:0", Set.of("ap-northeast-1"));
        profiles.put("us.newmaker.model-1", Set.of("us-east-1"));
        profiles.put("in.openai.gpt-5.6-luna", Set.of("ap-south-1"));

        assertThat(wrong()).anyMatch(line -> line.contains("Bedrock has apac.amazon.nova-pro-v1:0 in us-east-1"));
        assertThat(wrong()).noneMatch(line -> line.contains("newmaker") || line.contains("in.openai"));
        assertThat(found()).anyMatch(line -> line.contains("2 of Bedrock's"));
    }

    @Test
    void an_active_model_with_an_announced_end_is_fine_until_that_day() {
        lifecycles.put(HAIKU, new Lifecycle(Lifecycle.Status.ACTIVE, Optional.of(TODAY.plusDays(1))));
        assertThat(wrong()).noneMatch(line -> line.contains("Haiku"));
        lifecycles.put(HAIKU, new Lifecycle(Lifecycle.Status.ACTIVE, Optional.of(TODAY)));
        assertThat(wrong()).anyMatch(line -> line.contains("Claude Haiku 4.5 reached its end of life on 2026-11-28"));
    }

    @Test
    void what_cannot_be_read_is_unknown_with_a_way_to_look_by_hand() {
        probe.lifecycles = FakeProbe.unreadable();

        assertThat(found())
                .anyMatch(line -> line.startsWith("could not check")
                        && line.contains("aws bedrock list-foundation-models --region us-east-1"));
    }

    @Test
    void the_simulated_bedrock_lists_what_the_catalogue_has_to_the_aws_sdk() throws Exception {
        SimulatedBedrock bedrock = SimulatedBedrock.start(
                SimulatedWorld.ofDeployed(List.of(SETTINGS)),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Clock.systemUTC(),
                _ -> {});
        try (bedrock;
                SdkHttpClient http = Apache5HttpClient.create()) {
            List<Line> lines = new ArrayList<>();

            check(place -> new Seen.There<>(new AwsProbe(clients(http, bedrock.endpoint(), place))), lines);

            assertThat(lines).extracting(Line::check).contains("destinations", "models", "lifecycle", "catalogue");
            assertThat(lines.stream().map(CatalogueCheckTest::text)).allMatch(line -> line.startsWith("ok"));
        }
    }

    private static ProbeClients clients(SdkHttpClient http, URI endpoint, CheckedPlace place) {
        return new ProbeClients(
                http,
                StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        SimulatedBedrock.accessKeyId(place.account().value()), "secret")),
                place.region(),
                Optional.of(endpoint));
    }

    private List<String> wrong() {
        return found().stream().filter(line -> line.startsWith("wrong")).toList();
    }

    private List<String> found() {
        List<Line> lines = new ArrayList<>();
        try {
            check(_ -> new Seen.There<Probe>(probe), lines);
        } catch (JacksonException e) {
            throw new AssertionError(e);
        }
        return lines.stream().map(CatalogueCheckTest::text).distinct().toList();
    }

    private static void check(AccountsAccess accounts, List<Line> lines) throws JacksonException {
        new CatalogueCheck(SETTINGS, CatalogueLines.of(Environments.catalogue()), accounts, TODAY).examine(lines::add);
    }

    private static String text(Line line) {
        return switch (line.finding()) {
            case Finding.Ok(String seen) -> "ok " + seen;
            case Finding.Wrong(String seen, String fix) -> "wrong " + seen + " fix " + fix;
            case Finding.Unknown(String why) -> "could not check " + why;
        };
    }

    private static Set<String> codes(Profile profile, Region source) {
        return profile.destinations().get(source).stream().map(Region::value).collect(Collectors.toSet());
    }
}
