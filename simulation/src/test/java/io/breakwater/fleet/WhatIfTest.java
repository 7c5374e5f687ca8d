package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.fleet.capacity.CapacityHorizon;
import io.breakwater.fleet.capacity.TwoAccounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The shipped environments, played with traffic of their tenants. The hour is a quiet one, which takes
/// a second.
final class WhatIfTest {
    private static final Path CONFIG = Path.of(System.getProperty("breakwater.root"), "config");
    private static final Path EXAMPLE = CONFIG.resolve("traffic.example.csv");
    private static final int QUIET = 20;

    private static JsonNode prod = JsonNodeFactory.instance.nullNode();
    private static String text = "";

    @BeforeAll
    static void play() {
        WhatIfCard card = card(
                "prod",
                EXAMPLE,
                List.of(
                        "shard=a",
                        "model=anthropic.claude-sonnet-4-6",
                        "traffic=2",
                        "model=amazon.nova-lite-v1:0",
                        "region=us-east-1"));
        prod = card.json();
        text = card.text();
    }

    private static WhatIfCard card(String environment, Path traffic, List<String> lose) {
        WhatIfCommand command = new WhatIfCommand();
        command.config = CONFIG.resolve(environment + ".yaml");
        command.hour = QUIET;
        command.lose = lose.isEmpty() ? List.of("traffic=1") : lose;
        return command.play(List.of(traffic.toString()), 1);
    }

    private static JsonNode run(int number) {
        return prod.path("runs").path(number);
    }

    private static double success(int run) {
        return run(run).path("all").path("success").asDouble();
    }

    @Test
    void today_everybody_is_answered() {
        assertThat(run(0).path("loss").asText()).isEqualTo("none");
        assertThat(run(0).path("all").path("requests").asLong()).isBetween(200L, 400L);
        assertThat(success(0)).isEqualTo(1);
        assertThat(run(0).path("tenants")
                        .path("search")
                        .path("firstTokenP50Millis")
                        .asLong())
                .isBetween(500L, 800L);
        assertThat(run(0).path("all").path("throttles").asLong()).isZero();
    }

    @Test
    void a_day_costs_what_its_tokens_cost_where_they_are_answered() {
        long search = run(0).path("tenants").path("search").path("nanoUsdADay").asLong();
        long compliance =
                run(0).path("tenants").path("compliance").path("nanoUsdADay").asLong();
        // 300 requests of about 3,730 and 760 tokens at 3.30 and 16.50 USD a million
        assertThat(compliance / 1e9).isCloseTo(7.45, within(0.1));
        assertThat(search / 1e9).isCloseTo(355, within(10.0));
    }

    @Test
    void with_a_shard_lost_hardly_anybody_notices() {
        assertThat(run(1).path("name").asText()).isEqualTo("a");
        assertThat(success(1)).isGreaterThan(0.99);
    }

    @Test
    void with_a_region_lost_the_other_one_answers() {
        assertThat(run(5).path("loss").asText()).isEqualTo("region");
        assertThat(run(5).path("name").asText()).isEqualTo("us-east-1");
        assertThat(success(5)).isGreaterThan(0.99);
    }

    /// It is computed, so the page's has no numbers of chance.
    @Test
    void the_page_shows_the_horizon_of_the_example() throws IOException {
        String page = Files.readString(CONFIG.resolveSibling("docs/simulation.md"));
        assertThat(computed(page)).isNotEmpty().isEqualTo(computed(text));
    }

    private static List<String> computed(String of) {
        return of.lines()
                .filter(line -> line.matches("  ((alias|shard|tenant) {2,}|not played: ).*"))
                .toList();
    }

    @Test
    void with_a_model_lost_the_lower_tier_answers_at_its_own_price() {
        assertThat(success(2)).isGreaterThan(0.97);
        assertThat(run(2).path("tenants").path("search").path("nanoUsdADay").asLong())
                .isLessThan(run(0).path("tenants")
                                .path("search")
                                .path("nanoUsdADay")
                                .asLong()
                        * 6
                        / 10);
    }

    /// A quiet hour is played; requests to the model in other hours are not answered either.
    @Test
    void a_lost_model_without_a_lower_tier_costs_nothing_in_any_hour() {
        JsonNode lost = prod.path("runs").path(4);
        assertThat(lost.path("name").asText()).isEqualTo("amazon.nova-lite-v1:0");
        // 1,800 requests of about 3,950 and 256 tokens at 0.06 and 0.24 USD a million
        assertThat((day(run(0), "analytics") - day(lost, "analytics")) / 1e9).isCloseTo(0.53, within(0.05));
        assertThat(day(lost, "compliance")).isEqualTo(day(run(0), "compliance"));
    }

    private static long day(JsonNode run, String tenant) {
        return run.path("tenants").path(tenant).path("nanoUsdADay").asLong();
    }

    @Test
    void with_twice_the_traffic_twice_as_much_is_asked_and_paid() {
        assertThat(run(3).path("all").path("requests").asDouble()
                        / run(0).path("all").path("requests").asLong())
                .isCloseTo(2, within(0.3));
        assertThat(run(3).path("all").path("nanoUsdADay").asDouble()
                        / run(0).path("all").path("nanoUsdADay").asLong())
                .isCloseTo(2, within(0.05));
    }

    @Test
    void every_alias_shard_and_tenant_has_a_horizon_and_an_account_more_moves_those_of_aliases() {
        assertThat(names(prod.path("horizons")))
                .containsExactly(
                        "alias claude-haiku",
                        "alias claude-opus",
                        "alias claude-sonnet",
                        "alias nova-lite",
                        "shard a",
                        "shard b",
                        "tenant analytics",
                        "tenant compliance",
                        "tenant search",
                        "tenant support-eu");
        assertThat(factor(prod.path("horizonsWithOneMore"), "claude-sonnet"))
                .isGreaterThan(1.3 * factor(prod.path("horizons"), "claude-sonnet"));
        assertThat(names(prod.path("horizonsWithOneMore"))).contains("shard one-more");
    }

    private static List<String> names(JsonNode horizons) {
        return StreamSupport.stream(horizons.spliterator(), false)
                .map(one -> one.path("kind").asText() + " " + one.path("name").asText())
                .toList();
    }

    private static double factor(JsonNode horizons, String alias) {
        return StreamSupport.stream(horizons.spliterator(), false)
                .filter(one -> one.path("kind").asText().equals(CapacityHorizon.ALIAS)
                        && one.path("name").asText().equals(alias))
                .findFirst()
                .orElseThrow()
                .path("factor")
                .asDouble();
    }

    @Test
    void the_same_seed_gives_the_same_figures_and_development_can_be_played_too(@TempDir Path folder)
            throws IOException {
        Path traffic = folder.resolve("dev.csv");
        Files.writeString(traffic, """
                tenant,alias,hour,requests,input_p50,input_p99,output_p50,output_p99,streamed
                search,claude-sonnet,20,1200,1500,12000,350,2000,0.9
                sandbox,nova-lite,20,120,600,3000,80,400,0
                """);
        WhatIfCard card = card("dev", traffic, List.of());
        assertThat(card.json()).isEqualTo(card("dev", traffic, List.of()).json());
        assertThat(card.text()).contains("sandbox", "traffic x1", "horizon: ", "one more account like shard ");
    }

    @Test
    void below_a_horizon_nothing_is_refused_and_beyond_it_about_a_sixth(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("models.yaml"), TwoAccounts.catalogue().content());
        Files.writeString(
                folder.resolve("small.yaml"),
                TwoAccounts.environment("", "requestsPerMinute: 90").content());
        Path traffic = folder.resolve("traffic.csv");
        Files.writeString(traffic, """
                tenant,alias,hour,requests,input_p50,input_p99,output_p50,output_p99,streamed
                search,chat,20,1800,500,3000,100,400,0.5
                """);
        WhatIfCommand command = new WhatIfCommand();
        command.config = folder.resolve("small.yaml");
        command.lose = List.of("traffic=1");
        JsonNode played = command.play(List.of(traffic.toString()), 1).json().path("played");
        assertThat(names(played)).containsExactly("alias chat", "tenant search");
        assertThat(played.path(0).path("factor").asDouble()).isCloseTo(4, within(0.05));
        assertThat(played.path(1).path("factor").asDouble()).isCloseTo(3, within(0.05));
        assertThat(played).allSatisfy(one -> {
            assertThat(one.path("refusedBelow").asDouble()).isLessThan(0.01);
            assertThat(one.path("refusedBeyond").asDouble()).isBetween(0.08, 0.25);
        });
    }

    @Test
    void a_horizon_that_is_not_played_says_why(@TempDir Path folder) throws IOException {
        assertThat(prod.path("notPlayed"))
                .extracting(one -> one.path("why").asText())
                .anySatisfy(why -> assertThat(why).matches("[0-9,]+ requests, --confirm plays it"));
        Path traffic = folder.resolve("dev.csv");
        Files.writeString(traffic, """
                tenant,alias,hour,requests,input_p50,input_p99,output_p50,output_p99,streamed
                sandbox,nova-lite,20,1,600,3000,80,400,0
                """);
        assertThat(card("dev", traffic, List.of()).text().lines().filter(line -> line.startsWith("  not played: ")))
                .isNotEmpty();
    }

    @Test
    void a_log_of_the_gateway_is_traffic_too(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("day.log");
        String line = """
                2026-11-22T20:00:01 {"event":"RequestEnded","at":"2026-11-22T20:00:01Z","tenant":"search",\
                "alias":"claude-sonnet","status":200,"inputTokens":900,"outputTokens":100,"firstTokenMillis":600}
                """;
        Files.writeString(log, line.repeat(60));
        WhatIfCommand command = new WhatIfCommand();
        command.config = CONFIG.resolve("prod.yaml");
        command.lose = List.of("traffic=1");
        command.log = log;
        JsonNode card = command.play(List.of(), 1).json();
        assertThat(card.path("runs").path(0).path("all").path("success").asDouble())
                .isEqualTo(1);
        assertThat(card.path("assumed").toString()).contains("from a log of 60 lines and 1 day");
    }
}
