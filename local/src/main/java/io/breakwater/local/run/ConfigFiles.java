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

    /// The most that a large organisation's settings can have; a larger file is of another kind.
    private static final long LARGEST_BYTES = 4L * 1024 * 1024;

    /// The most problems that are listed.
    private static final int MOST_PROBLEMS = 25;

    /// @throws BadConfig if the files cannot be read, or are wrong: with all problems at once
    public static Settings read(Path environment) throws BadConfig {
        return switch (SettingsReader.read(text(catalogue()), text(environment))) {
            case Loaded.Valid(Settings settings) -> settings;
            case Loaded.Invalid(List<Problem> problems) ->
                throw new BadConfig("The configuration is wrong:\n" + told(problems));
        };
    }

    /// The file of models and prices.
    static Path catalogue() {
        return root().resolve("config/models.yaml");
    }

    private static String told(List<Problem> problems) {
        String first =
                problems.stream().limit(MOST_PROBLEMS).map(Problem::toString).collect(Collectors.joining("\n"));
        int more = problems.size() - MOST_PROBLEMS;
        return more > 0 ? first + "\nand " + more + " more" : first;
    }

    private static ConfigText text(Path file) throws BadConfig {
        try {
            if (Files.isDirectory(file)) {
                throw new BadConfig("The file " + file + " is a directory; name a file with --config");
            }
            if (Files.size(file) > LARGEST_BYTES) {
                throw new BadConfig(
                        "The file %s has %,d bytes, and a configuration at most %,d; name another with --config"
                                .formatted(file, Files.size(file), LARGEST_BYTES));
            }
            return new ConfigText(file.toString(), Files.readString(file));
        } catch (NoSuchFileException missing) {
            throw new BadConfig("There is no file " + file + "; name another with --config");
        } catch (IOException unreadable) {
            throw new BadConfig("The file " + file + " cannot be read: " + Reasons.of(unreadable));
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
