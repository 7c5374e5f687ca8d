package io.breakwater.infra.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.infra.function.Assets;
import io.breakwater.naming.Naming;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.EnvironmentParts;
import io.breakwater.settings.Shard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The files that a function finds under `config/` beside its classes: the catalogue (`models.yaml`), its
/// environment without plans and tenants (`environment.yaml`), which are data, and for each shard the role to assume
/// (`shards.json`).
final class ConfigAsset {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ConfigAsset() {}

    static Map<String, String> of(Naming naming, List<Shard> shards, Assets assets) {
        return Map.of(
                "models.yaml", read(assets.catalogue()),
                "environment.yaml", packaged(assets.environment()),
                "shards.json", access(naming, shards).toPrettyString());
    }

    /// `{"a": {"roleArn": …, "externalId": …}}`
    private static ObjectNode access(Naming naming, List<Shard> shards) {
        ObjectNode access = JSON.createObjectNode();
        shards.forEach(shard -> access.putObject(shard.id().value())
                .put("roleArn", naming.shardRoleArn(shard.id(), shard.account()))
                .put("externalId", naming.externalId(shard.id())));
        return access;
    }

    private static String packaged(Path environment) {
        return EnvironmentParts.of(new ConfigText(environment.toString(), read(environment)))
                .packaged();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + file, e);
        }
    }
}
