package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AllProblemsAtOnceTest {
    private static final Map<String, String> MISTAKES = Map.of(
            "environment: test", "environment: Test",
            "home: { account", "home: { acount",
            "\"222222222222\"", "\"2222\"",
            "us.anthropic.claude-sonnet-4-6", "us.anthropic.claude-sonet-4-6",
            "v1:0, shards: [east]", "v1:0, shards: [eats]",
            "requestsPerMinute: 60", "requestsPerMinute: -60",
            "plan: standard", "plan: standart, priority: urgent");

    @Test
    void ten_mistakes_in_two_files_are_named_in_one_answer() {
        String catalogue = Mistake.in(Shipped.catalogue().content(), "input: \"0.72\"", "input: \"-0.72\"");
        String environment = SmallEnvironment.TEXT;
        for (Map.Entry<String, String> mistake : MISTAKES.entrySet()) {
            environment = Mistake.in(environment, mistake.getKey(), mistake.getValue());
        }
        Loaded<Settings> loaded =
                SettingsReader.read(new ConfigText("models.yaml", catalogue), new ConfigText("test.yaml", environment));
        assertThat(((Loaded.Invalid<Settings>) loaded).problems())
                .extracting(problem -> problem.file() + ": " + problem.path())
                .containsExactlyInAnyOrder(
                        "models.yaml: models['meta.llama3-3-70b-instruct-v1:0'].profiles.us.price.input",
                        "test.yaml: environment",
                        "test.yaml: home.acount",
                        "test.yaml: home.account",
                        "test.yaml: shards[1].account",
                        "test.yaml: models.sonnet.tiers[0].profile",
                        "test.yaml: models.sonnet.tiers[1].shards[0]",
                        "test.yaml: plans.standard.requestsPerMinute",
                        "test.yaml: tenants[0].plan",
                        "test.yaml: tenants[0].priority");
    }
}
