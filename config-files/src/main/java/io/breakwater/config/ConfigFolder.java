package io.breakwater.config;

import io.breakwater.settings.ConfigText;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Problem;
import io.breakwater.settings.Settings;
import io.breakwater.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A folder of configuration: the catalogue, `models.yaml`, and one file for each environment.
public record ConfigFolder(Path folder) {
    private static final String YAML = ".yaml";

    /// Files that are not deployable environments.
    private static final Set<String> OTHERS = Set.of("models", "local");

    /// The folder that the scripts name by the system property `breakwater.config`; without one `config/` of the
    /// project, which `breakwater.root` names.
    public static ConfigFolder ofProject() {
        String root = System.getProperty("breakwater.root", "");
        Path folder = Path.of(
                System.getProperty("breakwater.config", Path.of(root, "config").toString()));
        return new ConfigFolder(folder.toAbsolutePath().normalize());
    }

    /// Reads an environment. A name without a file is reported as a problem.
    public Loaded<Settings> load(@Nullable String environment) {
        List<String> known = environments();
        if (environment == null || !known.contains(environment)) {
            String asked =
                    environment == null ? "no environment is named" : "unknown environment '" + environment + "'";
            String message = asked + "; known: " + String.join(", ", known);
            return new Loaded.Invalid<>(List.of(new Problem("config", "", message)));
        }
        return SettingsReader.read(text(catalogue()), text(environment(environment)));
    }

    /// The catalogue's file.
    public Path catalogue() {
        return folder.resolve("models.yaml");
    }

    /// An environment's file.
    public Path environment(String name) {
        return folder.resolve(name + YAML);
    }

    /// The names of the environments, sorted.
    public List<String> environments() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(YAML))
                    .map(name -> name.substring(0, name.length() - YAML.length()))
                    .filter(name -> !OTHERS.contains(name))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "could not list " + folder + "; BREAKWATER_CONFIG must name a folder with models.yaml", e);
        }
    }

    private static ConfigText text(Path file) {
        try {
            return new ConfigText("config/" + file.getFileName(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + file, e);
        }
    }
}
