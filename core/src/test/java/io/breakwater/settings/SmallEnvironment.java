package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/// A small valid environment, and what the reader says about it once it has a mistake.
final class SmallEnvironment {
    static final String TEXT = """
            environment: test
            protection: disposable
            exposeTargets: true
            home: { account: "123456789012", region: us-east-1 }
            shards:
              - { id: east, account: "111111111111", regions: [us-east-1] }
              - { id: west, account: "222222222222", regions: [us-west-2] }
              - { id: frankfurt, account: "333333333333", regions: [eu-central-1] }
            models:
              sonnet:
                defaultMaxTokens: 4096
                tiers:
                  - { profile: us.anthropic.claude-sonnet-4-6, shards: [east], capacity: { requestsPerMinute: 3 } }
                  - { profile: us.anthropic.claude-haiku-4-5-20251001-v1:0, shards: [east] }
            plans:
              standard: { requestsPerMinute: 60, tokensPerMinute: 200000 }
            tenants:
              - { id: search, plan: standard, models: [sonnet] }
            """;

    private SmallEnvironment() {}

    /// The problems after one replacement, each as one line without the file's name.
    static List<String> with(String right, String wrong) {
        return problems(Mistake.in(TEXT, right, wrong));
    }

    /// The problems after something was added at the end.
    static List<String> and(String more) {
        return problems(TEXT + more);
    }

    /// The settings after something was added at the end.
    static Settings valid(String more) {
        return switch (SettingsReader.read(Shipped.catalogue(), new ConfigText("test.yaml", TEXT + more))) {
            case Loaded.Valid(Settings settings) -> settings;
            case Loaded.Invalid(List<Problem> problems) -> throw new AssertionError(problems);
        };
    }

    static List<String> problems(String text) {
        return lines(SettingsReader.read(Shipped.catalogue(), new ConfigText("test.yaml", text)));
    }

    static List<String> lines(Loaded<Settings> loaded) {
        return switch (loaded) {
            case Loaded.Valid<Settings> _ -> List.of();
            case Loaded.Invalid(List<Problem> problems) ->
                problems.stream().map(SmallEnvironment::line).toList();
        };
    }

    private static String line(Problem problem) {
        assertThat(problem.toString()).startsWith(problem.file() + ": ").doesNotContain("\n");
        return problem.toString().substring(problem.file().length() + 2);
    }
}
