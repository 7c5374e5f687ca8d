package io.breakwater.adapters.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.adapters.credentials.AssumedRoles.ShardRole;
import io.breakwater.model.ShardId;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Settings;
import io.breakwater.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The configuration that a deploy packages with the function's code: catalogue, environment, and the
/// role of each shard.
///
/// @param settings the environment, without plans and tenants, which are data
/// @param roles the role to assume for each shard
public record FunctionConfig(Settings settings, Map<ShardId, ShardRole> roles) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Reads the files of one deployment.
    ///
    /// @param folder holds `models.yaml`, `environment.yaml` and `shards.json`
    /// @throws IOException if a file cannot be read
    /// @throws IllegalStateException if the configuration is wrong; the message has all problems
    public static FunctionConfig read(Path folder) throws IOException {
        Loaded<Settings> loaded = SettingsReader.readPackaged(
                text(folder.resolve("models.yaml")), text(folder.resolve("environment.yaml")));
        return switch (loaded) {
            case Loaded.Valid(Settings settings) -> new FunctionConfig(settings, roles(folder.resolve("shards.json")));
            case Loaded.Invalid<Settings> invalid ->
                throw new IllegalStateException("the packaged configuration is wrong: " + invalid.problems());
        };
    }

    private static ConfigText text(Path file) throws IOException {
        return new ConfigText(file.getFileName().toString(), Files.readString(file));
    }

    /// `{"a": {"roleArn": …, "externalId": …}}`
    private static Map<ShardId, ShardRole> roles(Path file) throws IOException {
        JsonNode shards = JSON.readTree(Files.readAllBytes(file));
        Map<ShardId, ShardRole> roles = new HashMap<>();
        shards.properties().forEach(shard -> roles.put(new ShardId(shard.getKey()), role(shard.getValue())));
        return Map.copyOf(roles);
    }

    private static ShardRole role(JsonNode shard) {
        return new ShardRole(
                shard.path("roleArn").asText(),
                Optional.ofNullable(shard.path("externalId").textValue()));
    }

    /// The role to assume for a shard.
    ///
    /// @throws IllegalArgumentException if the shard has no role: code and configuration come from
    /// different deploys
    public ShardRole role(ShardId shard) {
        return Optional.ofNullable(roles.get(shard))
                .orElseThrow(() -> new IllegalArgumentException(
                        "shard " + shard + " has no role in shards.json; deploy the environment again"));
    }
}
