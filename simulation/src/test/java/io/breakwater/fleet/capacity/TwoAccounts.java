package io.breakwater.fleet.capacity;

import io.breakwater.config.ConfigFolder;
import io.breakwater.model.Alias;
import io.breakwater.model.TenantId;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Settings;
import io.breakwater.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// An environment of two accounts with numbers small enough to check by hand, read by the reader of all
/// environments.
public final class TwoAccounts {
    static final TenantId SEARCH = new TenantId("search");

    /// Limits of a plan that no traffic reaches.
    public static final String NO_LIMITS = "tokensPerMinute: 1000000000";

    private TwoAccounts() {}

    static Settings settings() {
        return settings("", NO_LIMITS);
    }

    /// @param lowerTier the lower tier of the alias `chat`, as YAML
    /// @param limits the limits of the one plan
    static Settings settings(String lowerTier, String limits) {
        return read(environment(lowerTier, limits));
    }

    public static ConfigText environment(String lowerTier, String limits) {
        return new ConfigText("config/small.yaml", """
            environment: small
            protection: disposable
            exposeTargets: true
            home: { account: "123456789012", region: us-east-1 }
            shards:
              - { id: a, account: "111111111111", regions: [us-east-1] }
              - { id: b, account: "222222222222", regions: [us-west-2] }
            models:
              chat:
                defaultMaxTokens: 1000
                tiers:
                  - { profile: us.amazon.nova-lite-v1:0, shards: [a, b], capacity: { requestsPerMinute: 60, tokensPerMinute: 1000000 } }
            %s
              vectors:
                tiers:
                  - { profile: "amazon.titan-embed-text-v2:0", shards: [a], capacity: { requestsPerMinute: 100, tokensPerMinute: 100000 } }
            plans:
              free: { %s }
            tenants:
              - { id: search, plan: free, models: [chat, vectors] }
              - { id: other, plan: free, models: [vectors] }
            """.formatted(lowerTier, limits));
    }

    public static ConfigText catalogue() {
        Path file = new ConfigFolder(Path.of(System.getProperty("breakwater.root"), "config")).catalogue();
        try {
            return new ConfigText("config/models.yaml", Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Settings read(ConfigText environment) {
        return switch (SettingsReader.read(catalogue(), environment)) {
            case Loaded.Valid<Settings>(Settings settings) -> settings;
            case Loaded.Invalid<Settings> invalid ->
                throw new IllegalStateException(invalid.problems().toString());
        };
    }

    /// Requests of one length in one hour, from the tenant `search`.
    static Traffic traffic(String alias, int hour, long requests, long input, long output) {
        return new Traffic("traffic.csv", List.of(row(alias, hour, requests, input, output)), List.of());
    }

    static Traffic and(Traffic traffic, Traffic.Row row) {
        List<Traffic.Row> rows = new ArrayList<>(traffic.rows());
        rows.add(row);
        return new Traffic(traffic.source(), rows, List.of());
    }

    static Traffic.Row row(String alias, int hour, long requests, long input, long output) {
        return new Traffic.Row(
                SEARCH,
                new Alias(alias),
                hour,
                requests,
                new Lengths(input, input),
                new Lengths(output, output),
                0,
                OptionalLong.empty());
    }
}
