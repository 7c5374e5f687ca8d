package io.breakwater.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.demo.Pattern;
import io.breakwater.demo.PatternDemo;
import io.breakwater.ops.Environments;
import io.breakwater.settings.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What an environment's settings can demonstrate, and what must be added where they cannot.
class DemoFinderTest {

    @Test
    void one_profile_of_several_regions_on_two_equal_shards_shows_two_patterns() {
        assertThat(of(Environments.SMALL, Pattern.CRIS))
                .isEqualTo(new DemoFit.Ready(new PatternDemo(Pattern.CRIS, "sonnet", List.of("chat")), 10));
        assertThat(of(Environments.SMALL, Pattern.SHARDING))
                .isEqualTo(new DemoFit.Ready(new PatternDemo(Pattern.SHARDING, "sonnet", List.of("chat")), 20));
    }

    @Test
    void without_a_log_nobody_sees_regions() {
        DemoFinder blind = new DemoFinder(Environments.small(), OptionalInt.empty(), false);

        assertThat(List.of(blind.of(Pattern.CRIS), blind.of(Pattern.SHARDING)))
                .allSatisfy(fit -> assertThat(fit)
                        .isInstanceOfSatisfying(
                                DemoFit.Missing.class,
                                missing -> assertThat(missing.remedy()).isEqualTo(DemoFit.Remedy.LOG)));
    }

    @Test
    void the_shares_of_unequal_shards_prove_nothing() {
        String unequal = Environments.SMALL.replace("shards: [a, b]\n", "shards: [a, b]\n        weights: { a: 3 }\n");

        assertThat(of(unequal, Pattern.SHARDING)).isInstanceOf(DemoFit.Missing.class);
    }

    @Test
    void shares_that_are_drawn_prove_nothing() {
        String sonnet = "profile: us.anthropic.claude-sonnet-4-6, capacity: { requestsPerMinute: 200 }";
        String drawn = Environments.SMALL.replaceFirst(
                "- profile: .*\n.*\n.*capacity: .*\n",
                "- members: [{ %s, shards: [a], weight: 1 }, { %s, shards: [b], weight: 1 }]\n"
                        .formatted(sonnet, sonnet));

        assertThat(of(drawn, Pattern.SHARDING)).isInstanceOf(DemoFit.Missing.class);
        assertThat(of(drawn.replace(", weight: 1", ""), Pattern.SHARDING)).isInstanceOf(DemoFit.Ready.class);
    }

    @Test
    void a_first_tier_with_room_for_all_shows_no_fallback() {
        assertThat(of(withSecondTier(200), Pattern.FALLBACK)).isInstanceOf(DemoFit.Missing.class);
    }

    @Test
    void a_first_tier_that_is_too_small_overflows() {
        assertThat(of(withSecondTier(2), Pattern.FALLBACK)).isInstanceOf(DemoFit.Ready.class);
        assertThat(of(withSecondTier(2), Pattern.BALANCE)).isInstanceOf(DemoFit.Ready.class);
    }

    @Test
    void more_requests_overflow_a_larger_tier() {
        Settings settings = Environments.of(withSecondTier(7));

        assertThat(new DemoFinder(settings, OptionalInt.empty(), true).of(Pattern.FALLBACK))
                .isInstanceOf(DemoFit.Missing.class);
        assertThat(new DemoFinder(settings, OptionalInt.of(18), true).of(Pattern.FALLBACK))
                .isInstanceOf(DemoFit.Ready.class);
    }

    @Test
    void a_tenant_whose_own_limit_is_smaller_than_the_first_tier_cannot_overflow_it() {
        String few = withSecondTier(4).replace("concurrency: 20", "concurrency: 9");

        assertThat(of(few, Pattern.FALLBACK)).isInstanceOf(DemoFit.Missing.class);
    }

    @Test
    void a_tenant_goes_over_its_limit_beside_one_that_does_not() {
        String neighbours = Environments.SMALL
                .replace("plans:\n", "plans:\n  small: { requestsPerMinute: 8 }\n")
                .replace("id: chat, plan: standard", "id: chat, plan: small");

        assertThat(of(neighbours, Pattern.ISOLATION))
                .isEqualTo(
                        new DemoFit.Ready(new PatternDemo(Pattern.ISOLATION, "sonnet", List.of("chat", "search")), 10));
    }

    @Test
    void prod_does_not_say_who_answers() {
        String prod = withSecondTier(2)
                .replace("environment: test", "environment: prod")
                .replace("exposeTargets: true", "exposeTargets: false");

        assertThat(of(prod, Pattern.SHARDING)).isInstanceOf(DemoFit.Missing.class);
        assertThat(of(prod, Pattern.BALANCE)).isInstanceOf(DemoFit.Missing.class);
        assertThat(of(prod, Pattern.FALLBACK)).isInstanceOf(DemoFit.Ready.class);
    }

    @ParameterizedTest
    @EnumSource(Pattern.class)
    void the_lines_that_are_told_make_the_pattern_possible(Pattern pattern) {
        String bare = Environments.SMALL.replace("requestsPerMinute: 200", "requestsPerMinute: 4");
        assertThat(of(bare, pattern)).isInstanceOf(DemoFit.Missing.class);

        Suggestion.Lines lines =
                new Suggestion(Environments.of(bare)).of(pattern).orElseThrow();

        assertThat(of(with(bare, lines), pattern)).isInstanceOf(DemoFit.Ready.class);
    }

    @Test
    void the_lines_for_all_patterns_go_together() {
        String bare = Environments.SMALL.replace("requestsPerMinute: 200", "requestsPerMinute: 4");
        StringWriter text = new StringWriter();
        List<DemoFit.Missing> missing = Arrays.stream(Pattern.values())
                .map(pattern -> (DemoFit.Missing) of(bare, pattern))
                .toList();

        new MissingText(Environments.of(bare)).print(missing, new PrintWriter(text));

        String lines = text.toString();
        String whole = bare.replace("models:\n", between(lines, "models:\n", "plans:\n"))
                .replace("plans:\n", between(lines, "plans:\n", "tenants:\n"))
                .replace("tenants:\n", lines.substring(lines.indexOf("tenants:\n")));
        assertThat(Pattern.values())
                .allSatisfy(pattern -> assertThat(of(whole, pattern)).isInstanceOf(DemoFit.Ready.class));
    }

    private static String between(String text, String from, String to) {
        return text.substring(text.indexOf(from), text.indexOf(to));
    }

    private static String with(String environment, Suggestion.Lines lines) {
        return environment
                .replace("models:\n", "models:\n" + indented(lines.models()))
                .replace("plans:\n", "plans:\n" + indented(lines.plans()))
                .replace("tenants:\n", "tenants:\n" + indented(lines.tenants()));
    }

    private static String indented(List<String> entries) {
        return String.join("\n", entries).indent(2);
    }

    private static DemoFit of(String environment, Pattern pattern) {
        return new DemoFinder(Environments.of(environment), OptionalInt.empty(), true).of(pattern);
    }

    private static String withSecondTier(int requestsPerMinute) {
        return Environments.SMALL
                .replace("requestsPerMinute: 200", "requestsPerMinute: " + requestsPerMinute)
                .replace("plans:\n", """
                              - { profile: "us.amazon.nova-lite-v1:0", shards: [a, b], capacity: { requestsPerMinute: 25 } }
                        plans:
                        """);
    }
}
