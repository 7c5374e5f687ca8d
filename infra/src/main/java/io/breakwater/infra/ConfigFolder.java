package io.breakwater.infra;

import io.breakwater.settings.ConfigText;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Problem;
import io.breakwater.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder `config/` of a checkout: the catalogue, and one file for each environment.
record ConfigFolder(Path root) {
    private static final String YAML = ".yaml";

    /// Files that are no deployable environment.
    private static final Set<String> OTHERS = Set.of("models", "local");

    /// Reads an environment. A name that no file has is one more problem.
    Loaded load(@Nullable String environment) {
        List<String> known = environments();
        if (environment == null || !known.contains(environment)) {
            String asked =
                    environment == null ? "no environment is named" : "unknown environment '" + environment + "'";
            String message = asked + "; use -c env=NAME, NAME one of " + String.join(", ", known);
            return new Loaded.Invalid(List.of(new Problem("config", "", message)));
        }
        return SettingsReader.read(text("config/models.yaml"), text("config/" + environment + YAML));
    }

    private List<String> environments() {
        try (Stream<Path> files = Files.list(root.resolve("config"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(YAML))
                    .map(name -> name.substring(0, name.length() - YAML.length()))
                    .filter(name -> !OTHERS.contains(name))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("could not list config/; run the app from the project's root", e);
        }
    }

    private ConfigText text(String file) {
        try {
            return new ConfigText(file, Files.readString(root.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + file, e);
        }
    }
}
