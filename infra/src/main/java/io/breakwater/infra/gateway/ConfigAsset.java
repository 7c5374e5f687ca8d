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

/// The files under `config/` beside a function's classes: the catalogue (`models.yaml`), the
/// environment without its plans and tenants, which are data (`environment.yaml`), and the role to
/// assume for each shard (`shards.json`).
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
