package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import io.breakwater.model.Alias;
import io.breakwater.model.Capacity;
import io.breakwater.model.Limits;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Settings;
import io.breakwater.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where the requests of a tier with members go: from the file through the planner and the ledgers to
/// the calls.
final class TierMembersTest {
    private static final String SONNET = "us.anthropic.claude-sonnet-4-6";
    /// Ten thousand in a deep build; in other builds as many as are enough to show the claim.
    private static final int REQUESTS = Depth.whole() ? 10_000 : 2_000;

    private static final String HAIKU = "us.anthropic.claude-haiku-4-5-20251001-v1:0";

    private static Route route(String members) throws IOException {
        String environment = """
                environment: test
                protection: disposable
                exposeTargets: true
                home: { account: "123456789012", region: us-east-1 }
                shards:
                  - { id: a, account: "111111111111", regions: [us-east-1] }
                  - { id: b, account: "222222222222", regions: [us-east-1, us-west-2] }
                models:
                  claude-sonnet:
                    tiers:
                      - members: [%s]
                plans: { wide: { concurrency: 500 } }
                tenants: [{ id: search, plan: wide, models: [claude-sonnet] }]
                """.formatted(members);
        Path catalogue = Path.of(System.getProperty("breakwater.root"), "config/models.yaml");
        Loaded<Settings> loaded = SettingsReader.read(
                new ConfigText("models.yaml", Files.readString(catalogue)), new ConfigText("test.yaml", environment));
        return switch (loaded) {
            case Loaded.Valid<Settings> valid ->
                valid.value().topology().routes().get(new Alias("claude-sonnet"));
            case Loaded.Invalid<Settings> invalid ->
                throw new AssertionError(invalid.problems().toString());
        };
    }

    /// The number of calls to each target after this many requests at this interval.
    private static Map<String, Long> calls(Route route, int requests, Duration between) throws InterruptedException {
        PlayedGateway world = new PlayedGateway(Limits.UNLIMITED, route);
        route.tiers().getFirst().targets().forEach(target -> {
            for (int i = 0; i < requests; i++) {
                world.transport.on(target, PlayedGateway.whole(PlayedGateway.INPUT_TOKENS, 10));
            }
        });
        for (int i = 0; i < requests; i++) {
            world.serve(PlayedGateway.call(false, 10));
            world.pass(between);
        }
        return world.transport.called.stream()
                .map(target -> target.shard() + "/" + target.source() + "/" + target.profile())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", capacity: { requestsPerMinute: 400, tokensPerMinute: 400000 }"})
    void a_canary_of_weight_5_beside_95_gets_5_per_cent_of_all_requests(String capacity) throws Exception {
        Route route = route("{ profile: %s, shards: [a], weight: 95 }, { profile: \"%s\", shards: [a], weight: 5 %s }"
                .formatted(SONNET, HAIKU, capacity));

        Map<String, Long> calls = calls(route, REQUESTS, Duration.ofMillis(20));

        assertThat(calls.get("a/us-east-1/" + HAIKU)).isBetween(REQUESTS * 4L / 100, REQUESTS * 6L / 100);
        assertThat(calls.values().stream().mapToLong(count -> count).sum()).isEqualTo(REQUESTS);
    }

    @Test
    void the_weight_of_a_member_is_that_of_all_its_targets_together() throws Exception {
        Route route = route("{ profile: %s, shards: [a, b], weight: 80 }, { profile: \"%s\", shards: [a], weight: 20 }"
                .formatted(SONNET, HAIKU));

        Map<String, Long> calls = calls(route, REQUESTS, Duration.ofMillis(20));

        assertThat(calls.get("a/us-east-1/" + HAIKU)).isBetween(REQUESTS * 18L / 100, REQUESTS * 22L / 100);
        assertThat(calls).hasSize(4);
        assertThat(calls.values())
                .allSatisfy(count -> assertThat(count).isBetween(REQUESTS * 18L / 100, REQUESTS * 30L / 100));
    }

    @Test
    void a_canary_without_room_leaves_its_requests_to_the_others() throws Exception {
        Route route = route(
                "{ profile: %s, shards: [a], weight: 95 }, { profile: \"%s\", shards: [a], weight: 5, capacity: { requestsPerMinute: 10 } }"
                        .formatted(SONNET, HAIKU));

        Map<String, Long> calls = calls(route, REQUESTS, Duration.ofMillis(20));

        assertThat(calls.values().stream().mapToLong(count -> count).sum()).isEqualTo(REQUESTS);
        long tenAMinute = REQUESTS * 20L / 6_000;
        assertThat(calls.get("a/us-east-1/" + HAIKU)).isBetween(tenAMinute * 3 / 4, tenAMinute + 12);
    }

    @Test
    void members_of_unequal_capacity_fill_up_each_to_its_own() throws Exception {
        Route route = route(
                "{ profile: %s, shards: [a], capacity: { requestsPerMinute: 300 } }, { profile: \"%s\", shards: [b], capacity: { requestsPerMinute: 60 } }"
                        .formatted(SONNET, HAIKU));
        assertThat(route.tiers().getFirst().targets())
                .extracting(RoutedTarget::capacity)
                .extracting(Capacity::requestsPerMinute)
                .containsExactlyElementsOf(List.of(300L, 60L, 60L));

        Map<String, Long> calls = calls(route, REQUESTS, Duration.ofMillis(60));
        long minutes = REQUESTS / 1_000;

        assertThat(calls.get("a/us-east-1/" + SONNET)).isBetween(minutes * 300, (minutes + 1) * 300);
        assertThat(calls.get("b/us-east-1/" + HAIKU)).isBetween(minutes * 60, (minutes + 1) * 60);
        assertThat(calls.get("b/us-west-2/" + HAIKU)).isBetween(minutes * 60, (minutes + 1) * 60);
    }
}
