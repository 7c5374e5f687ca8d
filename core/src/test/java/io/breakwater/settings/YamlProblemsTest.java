package io.breakwater.settings;

import static io.breakwater.settings.SmallEnvironment.problems;
import static io.breakwater.settings.SmallEnvironment.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlProblemsTest {

    @Test
    void a_syntax_error_has_its_line_and_column() {
        assertThat(with("home: {", "home: ["))
                .containsExactly(
                        "is not YAML at line 4, column 53: while parsing a flow sequence, expected ',' or ']', but"
                                + " got }");
        assertThat(problems("environment: test\nhome: a: b\n"))
                .containsExactly("is not YAML at line 2, column 8: mapping values are not allowed here");
    }

    @Test
    void an_empty_file_and_a_file_of_something_else_are_refused() {
        assertThat(problems("")).containsExactly("is empty");
        assertThat(problems("hello")).containsExactly("must be a mapping, got 'hello'");
        assertThat(problems("- a\n- b\n")).containsExactly("must be a mapping, got a list");
    }

    @Test
    void a_second_document_is_refused() {
        assertThat(problems(SmallEnvironment.TEXT + "---\nenvironment: other\n"))
                .containsExactly("holds a second document at line 20, column 1; keep one a file");
    }

    @Test
    void an_alias_is_refused_rather_than_read_as_a_string() {
        assertThat(with("plan: standard", "plan: *standard"))
                .containsExactly("tenants[0].plan: is a YAML alias, *standard; write the value out");
    }

    @Test
    void an_octal_number_is_refused_rather_than_read_as_another_amount() {
        assertThat(with("requestsPerMinute: 60", "requestsPerMinute: 060"))
                .containsExactly("plans.standard.requestsPerMinute: must be a plain decimal number, got 060");
        assertThat(with("requestsPerMinute: 60", "requestsPerMinute: 0x60")).hasSize(1);
    }

    @Test
    void a_syntax_error_in_the_catalogue_makes_no_problems_in_the_environment() {
        assertThat(SmallEnvironment.lines(SettingsReader.read(
                        new ConfigText("models.yaml", "models: ["),
                        new ConfigText("test.yaml", SmallEnvironment.TEXT))))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("is not YAML at line 1, column ");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "routes: us-claude-4-6 | routes: us-claud-4-6 | models['anthropic.claude-sonnet-4-6'].profiles.us.routes: unknown routes 'us-claud-4-6'; did you mean 'us-claude-4-6'?",
                "input: \"3.30\" | input: \"-3.30\" | models['anthropic.claude-sonnet-4-6'].profiles.us.price.input: must be a number from 0 to 10000 with at most 6 decimals, got '-3.30'",
                "output: \"15\" | output: -15 | models['anthropic.claude-sonnet-4-6'].profiles.global.price.output: must be a number from 0 to 10000 with at most 6 decimals, got -15",
                "burndown: 5 | burndown: 0 | models['anthropic.claude-sonnet-4-6'].burndown: must be a whole number from 1 to 100, got 0",
                "maxOutputTokens: 64000 | maxOutputTokens: 6400000 | models['anthropic.claude-sonnet-4-6'].maxOutputTokens: must not be above contextTokens, 1000000, got 6400000",
                "pricesAsOf: 2026-10-09 | pricesAsOf: 2026-02-30 | models['anthropic.claude-sonnet-4-6'].pricesAsOf: must be a day such as 2026-10-09, got 2026-02-30, which is not a date",
                "pricesAsOf: 2026-10-09 | pricesAsOf: autumn | models['anthropic.claude-sonnet-4-6'].pricesAsOf: must be a day such as 2026-10-09, got 'autumn'",
                "streams: text | streams: words | models['meta.llama3-3-70b-instruct-v1:0'].streams: must be one of all, text, none, got 'words'",
                "streams: text | operations: [talk] | models['meta.llama3-3-70b-instruct-v1:0'].operations[0]: must be one of converse, converse-stream, invoke, invoke-with-response-stream, anthropic-messages, anthropic-messages-stream, openai-chat, openai-chat-stream, openai-responses, openai-responses-stream, got 'talk'",
                "status: legacy | status: gone | models['amazon.nova-premier-v1:0'].lifecycle.status: must be one of active, legacy, got 'gone'",
                "jp: { routes: jp-claude | jp: { routes: global | models['anthropic.claude-sonnet-4-6'].profiles.jp.routes: routes 'global' lack 'to'; only a global profile may answer anywhere",
                "global: { routes: global | global: { routes: us-three | models['anthropic.claude-sonnet-4-6'].profiles.global.routes: routes 'us-three' name destinations; a global profile needs routes without 'to'",
                "region: { routes: own-region, price: { input: \"0.02\" | region: { routes: us-three, price: { input: \"0.02\" | models['amazon.titan-embed-text-v2:0'].profiles.region.routes: routes 'us-three' lead from a Region to another; a model that is called by its own id answers where it is called",
                "jp: { routes | mars: { routes | models['anthropic.claude-sonnet-4-6'].profiles.mars: must be one of global, us, eu, jp, au, apac, ca, region, got 'mars'",
                "[system, tools, temperature, | [system, tolls, temperature, | models['meta.llama3-3-70b-instruct-v1:0'].features.has[1]: must be one of system, tools, forced_tool, single_call, images, tool_result_images, documents, video, caching, tool_caching, long_caching, thinking, structured_output, prefill, temperature, temperature_with_top_p, stop_sequences, messages_2026_10_21, count_tokens, flex, got 'tolls'",
                "has: [system, tools, temperature, temperature_with_top_p, stop_sequences] | - effort | models['meta.llama3-3-70b-instruct-v1:0'].features[0]: must be one of system, tools, images, documents, video, caching, thinking, got 'effort'",
                "documents, caching, tool_caching, | documents, | models['anthropic.claude-sonnet-4-6'].features.cacheMinimumTokens: is of no use without caching in 'has'; remove it or add caching",
                "family: grok | family: grog | models['xai.grok-4.6'].family: unknown family 'grog'; did you mean 'grok'?",
                "{ refuses: [logit_bias] } | { refuses: [] } | families.gpt-oss.openai-chat.refuses: is empty; give at least 1",
                "from: [us-west-1], to | from: [us-east-1], to | routes.us-claude[1].from[0]: source Region us-east-1 is in these routes twice; remove one",
                "contextTokens: 128000 | window: 128000 | models['amazon.nova-micro-v1:0'].window: unknown key; known: burndown, contextTokens, family, features, lifecycle, mantleId, maxOutputTokens, name, operations, pricesAsOf, profiles, streams, timeouts",
            })
    void a_mistake_in_the_catalogue_is_named(String right, String wrong, String problem) {
        String text = Mistake.in(Shipped.catalogue().content(), right, wrong);
        Loaded<Settings> loaded = SettingsReader.read(
                new ConfigText("models.yaml", text), new ConfigText("test.yaml", SmallEnvironment.TEXT));
        assertThat(SmallEnvironment.lines(loaded))
                .contains(problem)
                .allMatch(line -> line.matches("(models|routes|families).*"));
    }
}
