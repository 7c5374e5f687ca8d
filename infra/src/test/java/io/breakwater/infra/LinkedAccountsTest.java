package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Settings;
import io.breakwater.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What Bedrock itself counts in the shards' accounts, seen from the gateway's account.
class LinkedAccountsTest {
    private static final String SINK = "arn:aws:oam:us-east-1:123456789012:sink/1a2b3c4d";

    /// The development environment with a sink in one of its two Regions, its other shard in the
    /// gateway's own account, and thresholds of its own.
    static final Synthesised LINKED = Synthesised.of(linked());

    private static Settings linked() {
        String dev = text(Synthesised.CONFIG.environment("dev"))
                .replace("222222222222", "123456789012")
                .replace(
                        "alarms: {",
                        "alarms: { docs: https://git.example.com/breakwater/blob/main/docs/, brokenStreamRatio: 0.1, closedQuotas: 3, keysUnchecked: 4, sinks: { us-east-1: \""
                                + SINK + "\" },");
        Loaded<Settings> loaded = SettingsReader.read(
                new ConfigText("models.yaml", text(Synthesised.CONFIG.catalogue())), new ConfigText("dev.yaml", dev));
        return switch (loaded) {
            case Loaded.Valid(Settings settings) -> settings;
            case Loaded.Invalid<Settings> invalid -> throw new AssertionError(invalid.problems());
        };
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_shard_is_linked_where_its_region_has_a_sink_and_shows_metrics_only() {
        assertThat(Templates.all(LINKED, "AWS::Oam::Link")).singleElement().satisfies(link -> {
            assertThat(link.stack()).isEqualTo("breakwater-dev-shard-a-us-east-1");
            assertThat(link.properties().path("SinkIdentifier").asText()).isEqualTo(SINK);
            assertThat(Templates.texts(link.properties().path("ResourceTypes")))
                    .containsExactly("AWS::CloudWatch::Metric");
        });
    }

    @Test
    void the_dashboard_shows_the_linked_account_by_its_number_in_its_region() {
        List<JsonNode> searches = bedrock(LINKED);
        assertThat(searches)
                .filteredOn(search -> search.path("expression").asText().contains(":aws.AccountId=\"111111111111\""))
                .hasSize(3)
                .noneMatch(search -> search.path("region").asText().equals("us-west-2"));
    }

    @Test
    void a_shard_in_the_gateways_own_account_needs_no_link_to_be_seen() {
        assertThat(bedrock(LINKED))
                .filteredOn(search -> search.path("region").asText().equals("us-west-2"))
                .hasSize(3)
                .noneMatch(search -> search.path("expression").asText().contains("AccountId"));
    }

    @Test
    void without_sinks_nothing_is_linked_and_nothing_is_looked_for() {
        assertThat(Templates.all(Synthesised.DEV, "AWS::Oam::Link")).isEmpty();
        assertThat(bedrock(Synthesised.DEV)).isEmpty();
    }

    private static List<JsonNode> bedrock(Synthesised environment) {
        return WatchedMetricsTest.dashboard(environment).findParents("expression").stream()
                .filter(metric -> metric.path("expression").asText().contains("AWS/Bedrock"))
                .toList();
    }
}
