package io.breakwater.ops;

import io.breakwater.settings.ConfigText;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Settings;
import io.breakwater.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Small deployable environments over the shipped catalogue.
public final class Environments {
    public static final String SMALL = """
            environment: test
            protection: disposable
            exposeTargets: true
            home: { account: "123456789012", region: us-east-1 }
            shards:
              - { id: a, account: "111111111111", regions: [us-east-1] }
              - { id: b, account: "222222222222", regions: [us-west-2] }
            models:
              sonnet:
                tiers:
                  - profile: us.anthropic.claude-sonnet-4-6
                    shards: [a, b]
                    capacity: { requestsPerMinute: 200, tokensPerMinute: 500000 }
            plans:
              standard: { requestsPerMinute: 60, tokensPerMinute: 200000, concurrency: 20 }
            tenants:
              - { id: search, plan: standard, models: [sonnet] }
              - { id: chat, plan: standard, models: [sonnet] }
            """;

    private Environments() {}

    public static Settings small() {
        return of(SMALL);
    }

    public static Settings of(String yaml) {
        return switch (SettingsReader.read(
                new ConfigText("config/models.yaml", catalogue()), new ConfigText("config/test.yaml", yaml))) {
            case Loaded.Valid(Settings settings) -> settings;
            case Loaded.Invalid<Settings> invalid ->
                throw new AssertionError(invalid.problems().toString());
        };
    }

    public static String catalogue() {
        try {
            return Files.readString(Path.of("../config/models.yaml"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
