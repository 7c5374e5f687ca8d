package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Alias;
import io.breakwater.model.RouteNames;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteNamesTest {
    private static final Alias SONNET = new Alias("sonnet");
    private static final Alias FAST = new Alias("fast");

    private static final String NAMED = SmallEnvironment.TEXT
            .replace("  sonnet:\n", "  sonnet:\n    names: [gpt-4o, team/large]\n")
            .replace("plans:\n", """
                  fast:
                    tiers:
                      - { profile: global.anthropic.claude-sonnet-4-6, shards: [west] }
                plans:
                """);

    private final RouteNames names = read(NAMED).routeNames();

    private static Settings read(String text) {
        return switch (SettingsReader.read(Shipped.catalogue(), new ConfigText("test.yaml", text))) {
            case Loaded.Valid(Settings settings) -> settings;
            case Loaded.Invalid(List<Problem> problems) -> throw new AssertionError(problems);
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sonnet",
                "gpt-4o",
                "team/large",
                "anthropic.claude-sonnet-4-6",
                "us.anthropic.claude-sonnet-4-6",
                "global.anthropic.claude-sonnet-4-6",
                "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6",
                "arn:aws:bedrock:eu-west-1:999999999999:inference-profile/global.anthropic.claude-sonnet-4-6"
            })
    void an_alias_is_found_by_itself_by_the_names_of_its_file_and_by_the_ids_of_its_first_tiers_models(String name) {
        assertThat(names.alias(name, _ -> true)).contains(SONNET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "us.anthropic.claude-haiku-4-5-20251001-v1:0",
                "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123",
                "arn:",
                "claude",
                ""
            })
    void a_lower_tiers_model_and_any_other_name_are_nobodys(String name) {
        assertThat(names.alias(name, _ -> true)).isEmpty();
    }

    @Test
    void an_id_of_several_aliases_is_that_of_the_first_one_in_the_file_that_may_be_used() {
        assertThat(names.alias("us.anthropic.claude-sonnet-4-6", FAST::equals)).contains(FAST);
        assertThat(names.shared()).containsEntry("us.anthropic.claude-sonnet-4-6", List.of(SONNET, FAST));
        assertThat(names.shared()).doesNotContainKeys("gpt-4o", "sonnet");
    }

    @Test
    void operators_are_told_which_ids_several_aliases_have_and_who_gets_them() {
        assertThat(names.warning().orElseThrow())
                .contains("ids belong to several aliases", "sonnet before fast (", "us.anthropic.claude-sonnet-4-6")
                .doesNotContain("gpt-4o");
        assertThat(read(SmallEnvironment.TEXT).routeNames().warning()).isEmpty();
    }

    @Test
    void the_names_of_what_may_be_used_are_listed_in_order() {
        assertThat(names.names(Set.of(SONNET)::contains))
                .isSorted()
                .contains("sonnet", "gpt-4o", "us.anthropic.claude-sonnet-4-6", "anthropic.claude-sonnet-4-6")
                .doesNotContain("fast");
        assertThat(names.names(_ -> false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"gpt-4o, gpt-4o, sonnet", "sonnet, sonnet, sonnet", "fast, fast, fast"})
    void a_name_that_is_anothers_already_is_refused(String name, String told, String owner) {
        String twice = NAMED.replace("  fast:\n", "  fast:\n    names: [%s]\n".formatted(name));

        assertThat(SmallEnvironment.problems(twice))
                .containsExactly(
                        "models.fast.names[0]: '%s' is a name of '%s' already; take another".formatted(told, owner));
    }
}
