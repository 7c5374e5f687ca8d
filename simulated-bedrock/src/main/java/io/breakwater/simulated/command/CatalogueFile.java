package io.breakwater.simulated.command;

import io.breakwater.model.Profile;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Problem;
import io.breakwater.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The file of models and inference profiles.
final class CatalogueFile {
    /// The most problems that are reported.
    private static final int MOST_PROBLEMS = 25;

    private CatalogueFile() {}

    /// @throws IllegalArgumentException if the file cannot be read, or is invalid, with its problems
    static List<Profile> read(Path file) {
        return switch (SettingsReader.readCatalogue(text(file))) {
            case Loaded.Valid(List<Profile> profiles) -> profiles;
            case Loaded.Invalid(List<Problem> problems) ->
                throw new IllegalArgumentException("The catalogue of models is wrong:\n"
                        + problems.stream()
                                .limit(MOST_PROBLEMS)
                                .map(Problem::toString)
                                .collect(Collectors.joining("\n")));
        };
    }

    private static ConfigText text(Path file) {
        try {
            return new ConfigText(file.toString(), Files.readString(file));
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("There is no file " + file + "; name another with --models", missing);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "The file " + file + " cannot be read (" + unreadable.getMessage()
                            + "); name another with --models",
                    unreadable);
        }
    }
}
