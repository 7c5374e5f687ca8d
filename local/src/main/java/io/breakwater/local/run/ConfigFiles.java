package io.breakwater.local.run;

import io.breakwater.settings.ConfigText;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Problem;
import io.breakwater.settings.Settings;
import io.breakwater.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Reads an environment file and the catalogue beside it.
public final class ConfigFiles {
    /// Set by the scripts: the project's folder, whatever the working directory is.
    private static final String ROOT_PROPERTY = "breakwater.root";

    private ConfigFiles() {}

    /// The project's folder.
    public static Path root() {
        return Path.of(System.getProperty(ROOT_PROPERTY, ".")).toAbsolutePath().normalize();
    }

    /// @throws BadConfig if the files cannot be read, or are wrong: with all problems at once
    public static Settings read(Path environment) throws BadConfig {
        Path catalogue = root().resolve("config/models.yaml");
        return switch (SettingsReader.read(text(catalogue), text(environment))) {
            case Loaded.Valid(Settings settings) -> settings;
            case Loaded.Invalid(List<Problem> problems) ->
                throw new BadConfig(problems.stream()
                        .map(Problem::toString)
                        .collect(Collectors.joining("\n", "The configuration is wrong:\n", "")));
        };
    }

    private static ConfigText text(Path file) throws BadConfig {
        try {
            return new ConfigText(file.toString(), Files.readString(file));
        } catch (NoSuchFileException missing) {
            throw new BadConfig("There is no file " + file + "; name another with --config");
        } catch (IOException unreadable) {
            throw new BadConfig("The file " + file + " cannot be read: " + unreadable.getMessage());
        }
    }

    /// Configuration that cannot be used; the message is for the user.
    public static final class BadConfig extends Exception {
        private static final long serialVersionUID = 1L;

        BadConfig(String message) {
            super(message);
        }
    }
}
