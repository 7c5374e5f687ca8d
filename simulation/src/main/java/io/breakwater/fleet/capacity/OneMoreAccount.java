package io.breakwater.fleet.capacity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Settings;
import io.breakwater.settings.SettingsReader;
import java.util.Optional;

/// An environment with one more account, which has the Regions, tiers and capacities of an existing
/// shard; hands are dealt again.
public final class OneMoreAccount {
    /// The new shard's name.
    public static final String SHARD = "one-more";

    private static final String ACCOUNT = "999999999999";
    private static final String SHARDS = "shards";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private OneMoreAccount() {}

    /// The settings, read like any file; empty if the environment has no room for another shard.
    ///
    /// @param like the shard that it copies
    public static Optional<Settings> settings(ConfigText catalogue, ConfigText environment, String like) {
        ConfigText more = new ConfigText(environment.file(), withShard(environment.content(), like));
        return SettingsReader.read(catalogue, more) instanceof Loaded.Valid<Settings>(Settings settings)
                ? Optional.of(settings)
                : Optional.empty();
    }

    /// The file with the shard, as JSON, which is YAML.
    private static String withShard(String environment, String like) {
        try {
            JsonNode root = YAML.readTree(environment);
            addShard(root.path(SHARDS), like);
            root.path("models")
                    .forEach(model -> model.path("tiers").forEach(tier -> {
                        join(tier, like);
                        tier.path("members").forEach(member -> join(member, like));
                    }));
            return root.toString();
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("an environment that was read is no YAML", broken);
        }
    }

    private static void addShard(JsonNode shards, String like) {
        for (JsonNode shard : shards) {
            if (shard.path("id").asText().equals(like)) {
                ObjectNode copy = shard.deepCopy();
                ((ArrayNode) shards).add(copy.put("id", SHARD).put("account", ACCOUNT));
                return;
            }
        }
    }

    private static void join(JsonNode group, String like) {
        if (group.path(SHARDS) instanceof ArrayNode shards) {
            for (JsonNode shard : shards) {
                if (shard.asText().equals(like)) {
                    shards.add(SHARD);
                    return;
                }
            }
        }
    }
}
