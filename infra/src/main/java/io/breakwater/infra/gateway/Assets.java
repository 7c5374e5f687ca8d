package io.breakwater.infra.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where the packaged functions and the configuration they run with lie.
///
/// @param router the router's folder: classes, `lib/*.jar` and the `bootstrap` script
/// @param quota the control functions' folder: classes and `lib/*.jar`
/// @param catalogue the models file
/// @param environment the environment's file
public record Assets(Path router, Path quota, Path catalogue, Path environment) {

    /// The places in a checkout after `mvn package`.
    public static Assets in(Path root, String environment) {
        return new Assets(
                root.resolve("lambda-router/target/lambda"),
                root.resolve("lambda-quota/target/lambda"),
                root.resolve("config/models.yaml"),
                root.resolve("config/" + environment + ".yaml"));
    }

    /// The environment that its file is named after.
    public String environmentName() {
        return environment.getFileName().toString().replaceAll("\\.yaml$", "");
    }

    /// The function folders that are not there yet.
    public List<Path> missing() {
        return List.of(router, quota).stream()
                .filter(folder -> !Files.isDirectory(folder))
                .toList();
    }
}
