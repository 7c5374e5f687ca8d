package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.EffortLevel;
import io.breakwater.model.Feature;
import io.breakwater.model.Features;
import io.breakwater.model.ModelId;
import io.breakwater.model.Profile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What models can do is data of the catalogue.
class ModelFeaturesTest {
    private static final Map<Feature, Feature> RESTS_ON = Map.of(
            Feature.FORCED_TOOL, Feature.TOOLS,
            Feature.SINGLE_CALL, Feature.TOOLS,
            Feature.TOOL_CACHING, Feature.CACHING,
            Feature.LONG_CACHING, Feature.CACHING,
            Feature.TOOL_RESULT_IMAGES, Feature.IMAGES,
            Feature.TEMPERATURE_WITH_TOP_P, Feature.TEMPERATURE);

    private static Map<String, Features> features(ConfigText catalogue) {
        return switch (SettingsReader.readCatalogue(catalogue)) {
            case Loaded.Valid(List<Profile> profiles) ->
                profiles.stream()
                        .map(Profile::model)
                        .distinct()
                        .collect(Collectors.toMap(model -> model.id().value(), model -> model.features()));
            case Loaded.Invalid<List<Profile>> invalid -> throw new AssertionError(invalid);
        };
    }

    private static final Map<String, Features> SHIPPED = features(Shipped.catalogue());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anthropic.claude-sonnet-4-5-20250929-v1:0 | EFFORT TEMPERATURE_WITH_TOP_P VIDEO FLEX MESSAGES_2026_10_21",
                "anthropic.claude-haiku-4-5-20251001-v1:0 | EFFORT TEMPERATURE_WITH_TOP_P VIDEO FLEX MESSAGES_2026_10_21",
                "anthropic.claude-opus-4-5-20251101-v1:0 | TEMPERATURE_WITH_TOP_P VIDEO FLEX MESSAGES_2026_10_21",
                "anthropic.claude-sonnet-4-6 | PREFILL TEMPERATURE_WITH_TOP_P VIDEO FLEX MESSAGES_2026_10_21",
                "anthropic.claude-opus-4-6-v1 | PREFILL TEMPERATURE_WITH_TOP_P VIDEO FLEX MESSAGES_2026_10_21",
                "anthropic.claude-opus-4-7 | PREFILL TEMPERATURE TEMPERATURE_WITH_TOP_P VIDEO FLEX",
                "anthropic.claude-opus-4-8 | PREFILL TEMPERATURE TEMPERATURE_WITH_TOP_P VIDEO FLEX",
                "anthropic.claude-sonnet-5 | PREFILL TEMPERATURE TEMPERATURE_WITH_TOP_P VIDEO FLEX COUNT_TOKENS",
                "anthropic.claude-opus-5 | PREFILL TEMPERATURE TEMPERATURE_WITH_TOP_P VIDEO FLEX COUNT_TOKENS",
                "anthropic.claude-opus-5-5 | PREFILL TEMPERATURE TEMPERATURE_WITH_TOP_P VIDEO FLEX COUNT_TOKENS",
                "anthropic.claude-fable-5-1 | PREFILL TEMPERATURE TEMPERATURE_WITH_TOP_P VIDEO FLEX COUNT_TOKENS",
                "amazon.nova-2-lite-v1:0 | PREFILL SINGLE_CALL STRUCTURED_OUTPUT TOOL_CACHING LONG_CACHING FLEX MESSAGES_2026_10_21 COUNT_TOKENS",
                "amazon.nova-lite-v1:0 | EFFORT SINGLE_CALL STRUCTURED_OUTPUT THINKING TOOL_CACHING LONG_CACHING FLEX MESSAGES_2026_10_21 COUNT_TOKENS",
                "amazon.nova-pro-v1:0 | EFFORT SINGLE_CALL STRUCTURED_OUTPUT THINKING TOOL_CACHING LONG_CACHING MESSAGES_2026_10_21 COUNT_TOKENS",
            })
    void a_model_lacks_what_bedrock_was_seen_to_refuse_it(String model, String lacks) {
        Set<Feature> lacking =
                Set.of(lacks.split(" ")).stream().map(Feature::valueOf).collect(Collectors.toSet());
        assertThat(Set.of(Feature.values()).stream()
                        .filter(feature -> !shipped(model).contains(feature)))
                .containsExactlyInAnyOrderElementsOf(lacking);
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic.claude-opus-4-5-20251101-v1:0, low medium high, 4096",
        "anthropic.claude-opus-4-6-v1, low medium high max, 4096",
        "anthropic.claude-opus-4-7, low medium high xhigh max, 2048",
        "anthropic.claude-opus-5, low medium high xhigh max, 512",
        "amazon.nova-2-lite-v1:0, low medium, 1024",
    })
    void levels_of_effort_and_the_smallest_cached_prompt_are_those_of_the_model(
            String model, String levels, long minimum) {
        assertThat(shipped(model).effortLevels().stream().map(EffortLevel::label))
                .containsExactly(levels.split(" "));
        assertThat(shipped(model).cacheMinimumTokens()).isEqualTo(minimum);
    }

    /// The values are from the Amazon Bedrock User Guide, "Prompt caching for faster model inference".
    @ParameterizedTest
    @CsvSource({
        "anthropic.claude-sonnet-4-6, 2048",
        "anthropic.claude-sonnet-4-5-20250929-v1:0, 1024",
        "anthropic.claude-haiku-4-5-20251001-v1:0, 4096",
        "anthropic.claude-opus-4-5-20251101-v1:0, 4096",
        "anthropic.claude-opus-4-6-v1, 4096",
        "amazon.nova-pro-v1:0, 1024",
        "amazon.nova-lite-v1:0, 1536",
        "amazon.nova-micro-v1:0, 1536",
    })
    void a_prompt_is_cached_from_as_many_tokens_on_as_bedrock_says(String model, long minimum) {
        assertThat(shipped(model).cacheMinimumTokens()).isEqualTo(minimum);
    }

    @Test
    void no_model_has_a_feature_without_the_one_that_it_rests_on() {
        SHIPPED.forEach((model, features) -> RESTS_ON.forEach((feature, ground) -> {
            if (features.contains(feature)) {
                assertThat(features.all()).as(model + " " + feature).contains(ground);
            }
        }));
    }

    @Test
    void whoever_caches_says_from_how_many_tokens_on() {
        SHIPPED.forEach((model, features) ->
                assertThat(features.cacheMinimumTokens() > 0).as(model).isEqualTo(features.contains(Feature.CACHING)));
    }

    @ParameterizedTest
    @EnumSource(Feature.class)
    void each_feature_is_had_by_a_model(Feature feature) {
        assertThat(SHIPPED.values()).anyMatch(features -> features.contains(feature));
    }

    @Test
    void an_older_list_is_read_as_what_was_asked_of_each_model_then() {
        Function<String, Features> before = model -> Features.before(
                new ModelId(model), Set.of(Feature.TOOLS, Feature.IMAGES, Feature.CACHING, Feature.THINKING));
        Features claude = before.apply("anthropic.claude-sonnet-4-6");
        assertThat(claude.all())
                .contains(Feature.FORCED_TOOL, Feature.PREFILL, Feature.TEMPERATURE_WITH_TOP_P, Feature.SINGLE_CALL);
        assertThat(claude.all()).doesNotContain(Feature.SYSTEM, Feature.DOCUMENTS);
        assertThat(claude.effortLevels()).isEqualTo(EffortLevel.all());
        assertThat(before.apply("amazon.nova-lite-v1:0").all())
                .doesNotContain(Feature.SINGLE_CALL, Feature.TOOL_CACHING);
    }

    @Test
    void an_older_catalogue_is_still_read() {
        String text = Shipped.catalogue()
                .content()
                .replace(
                        "      has: [system, tools, temperature, temperature_with_top_p, stop_sequences]",
                        "      [system, tools]");
        assertThat(features(new ConfigText("models.yaml", text)).get("meta.llama3-3-70b-instruct-v1:0"))
                .isEqualTo(Features.before(
                        new ModelId("meta.llama3-3-70b-instruct-v1:0"), Set.of(Feature.SYSTEM, Feature.TOOLS)));
    }

    private static Features shipped(String model) {
        return SHIPPED.getOrDefault(model, new Features(Set.of(), List.of(), 0));
    }
}
