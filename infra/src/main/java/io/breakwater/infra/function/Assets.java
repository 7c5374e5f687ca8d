package io.breakwater.infra.function;

import io.breakwater.config.ConfigFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The places of the packaged functions and of their configuration.
///
/// @param router the router's folder: classes, `lib/*.jar` and the `bootstrap` script
/// @param quota the control functions' folder: classes and `lib/*.jar`
/// @param cleanup the folder of the stacks' custom resources: classes and `lib/*.jar`
/// @param catalogue the models file
/// @param environment the environment's file
public record Assets(Path router, Path quota, Path cleanup, Path catalogue, Path environment) {

    /// The places in a checkout after `mvn package`.
    public static Assets of(Path root, ConfigFolder config, String environment) {
        return new Assets(
                root.resolve("lambda-router/target/lambda"),
                root.resolve("lambda-quota/target/lambda"),
                root.resolve("cleanup/target/lambda"),
                config.catalogue(),
                config.environment(environment));
    }

    /// The environment that its file is named after.
    public String environmentName() {
        return environment.getFileName().toString().replaceAll("\\.yaml$", "");
    }

    /// The function folders that do not exist yet.
    public List<Path> missing() {
        return List.of(router, quota, cleanup).stream()
                .filter(folder -> !Files.isDirectory(folder))
                .toList();
    }
}
