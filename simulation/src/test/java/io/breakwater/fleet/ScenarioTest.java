package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.Depth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The named scenarios: a deep build plays the figures of all goals, other builds those that take about
/// a second.
final class ScenarioTest {
    private static final Path ROOT = Path.of(System.getProperty("breakwater.root"));
    private static final Set<String> QUICK = Set.of("throttles received beside a shuffle with cooldown, 90 % load");

    /// Goals that are not met yet, with a figure that is somewhat worse than the worst known one;
    /// docs/reliability.md says why. Of streams that break, those until the fifth failure and those beside
    /// them are lost: 3 to 7 of 610 requests with seeds 1 and 2, and one more is allowed for. Of streams that
    /// crawl, up to 4.4 % were lost. A target that answers 503 is left out after 23 refusals, 5.5 and 8.0 s.
    private static final Map<String, Double> NOT_MET = Map.of(
            "answered, with one of six targets at fault, or one of three accounts, whose streams break off or do not end (lost until the fifth), 60 % load",
            0.985,
            "answered, with one of six targets at fault, or one of three accounts, whose streams stall or crawl, 60 % load",
            0.95,
            "left out, a dead target that answers 503, 20 requests a second",
            9.0);

    private static final Map<String, JsonNode> PLAYED = new HashMap<>();

    static List<Goal> goals() {
        return Goal.all().stream()
                .filter(goal -> Depth.whole() || QUICK.contains(goal.claim()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("goals")
    void a_fleet_keeps_what_is_promised_of_it_and_every_property(Goal goal) {
        List<JsonNode> cards = goal.typed().stream().map(ScenarioTest::played).toList();
        assertThat(goal.seen(cards))
                .as(goal.claim() + ", " + goal.asked())
                .satisfies(seen -> assertThat(known(goal, NOT_MET).holds(seen))
                        .as("seen " + seen)
                        .isTrue());
        assertThat(cards.stream().filter(card -> !card.at("/command").asText().contains("--shuffle")))
                .allSatisfy(card -> assertThat(card.at("/broken")).isEmpty());
    }

    /// A goal that is not met must not get worse.
    private static Goal known(Goal goal, Map<String, Double> notMet) {
        return notMet.containsKey(goal.claim())
                ? new Goal(
                        goal.claim(), goal.unit(), goal.least(), notMet.get(goal.claim()), goal.measure(), goal.typed())
                : goal;
    }

    private static final String WITHOUT_CREDENTIALS = "target-dead --rate 5 --load 0.6 --tiers 1 --fault sts-down";

    @ParameterizedTest
    @ValueSource(strings = {" --copies 100", " --copies 1 --each 100"})
    void that_an_account_gives_no_credentials_is_found_out_once_and_not_by_each_request(String copies) {
        JsonNode card = played(WITHOUT_CREDENTIALS + copies);
        assertThat(card.at("/amplificationInFault").asDouble()).isLessThan(1.05);
        assertThat(card.at("/inFault/lost").asInt()).isZero();
    }

    @Test
    void copies_that_have_credentials_go_on_to_use_the_account() {
        JsonNode card = played(WITHOUT_CREDENTIALS + "=0.3 --copies 100");
        assertThat(card.at("/amplificationInFault").asDouble()).isLessThan(1.05);
        assertThat(card.at("/struckPerMinute/0").asInt())
                .as("of some fifty calls a minute without a fault")
                .isGreaterThan(20);
    }

    @Test
    void a_storm_begins_without_a_copy() {
        JsonNode card = played("cold-start-storm --copies 40 --rate 2 --fault-minutes 1");
        assertThat(card.at("/coldStartsAtOnce").asInt())
                .as("of ten requests in the first five seconds, which take 2.6 s each")
                .isGreaterThan(2);
    }

    @Test
    void a_target_whose_day_is_spent_is_left_out_soon_although_it_is_its_quota_that_is_closed() {
        JsonNode card = played("target-dead --copies 20 --rate 5 --load 0.6 --tiers 1 --fault day-spent");
        assertThat(card.at("/detectionMillis").isNumber()).isTrue();
        assertThat(card.at("/detectionMillis").asLong()).isLessThan(60_000);
    }

    @Test
    void what_was_recorded_is_no_worse_than_what_is_written_down() throws IOException {
        ReliabilityPage page = ReliabilityPage.read(ROOT);
        assertThat(Goal.all())
                .allSatisfy(goal -> assertThat(known(goal, NOT_MET).holds(page.seen(goal)))
                        .as(goal.claim())
                        .isTrue());
    }

    @Test
    void what_was_recorded_meets_all_goals_but_those_that_are_written_down() throws IOException {
        ReliabilityPage page = ReliabilityPage.read(ROOT);
        assertThat(Goal.all().stream()
                        .filter(goal -> !goal.holds(page.seen(goal)))
                        .map(Goal::claim))
                .containsExactlyInAnyOrderElementsOf(NOT_MET.keySet());
    }

    private static JsonNode played(String typed) {
        return PLAYED.computeIfAbsent(typed, _ -> SimulateCommand.card(typed, 1));
    }

    @Test
    void the_same_seed_gives_the_same_trace_and_another_another() {
        assertThat(trace(3)).isEqualTo(trace(3)).isNotEqualTo(trace(4));
    }

    private static long trace(long seed) {
        FleetPlan plan = Scenario.EVERYTHING_AT_ONCE.plan(seed, new FleetPlan.Shape(20, 1, 20), 2);
        return new FleetRun(plan, Variant.NONE, 0).play().trace().hash();
    }
}
