package io.breakwater.ops.demo;

import io.breakwater.config.ConfigFolder;
import io.breakwater.demo.DemoException;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Settings;
import io.breakwater.settings.SettingsReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// Adds the lines for the demos to an environment's file. The file is replaced as a whole, and only by
/// one that can be read.
record Addition(ConfigFolder folder, Settings settings, PrintWriter out) {

    /// @return whether all missing lines were added
    boolean add(List<DemoFit.Missing> missing) throws DemoException {
        MissingText text = new MissingText(settings);
        Suggestion.Lines lines = text.lines(missing);
        List<DemoFit.Missing> beyond =
                missing.stream().filter(each -> !each.helped()).toList();
        text.why(beyond, out);
        if (!lines.models().isEmpty()) {
            write(lines);
            out.println("Added to " + file() + ":");
            MissingText.print(lines, out);
        }
        out.println(
                lines.models().isEmpty()
                        ? "Nothing was added to " + file() + "."
                        : "Run scripts/deploy %s; then run this again without --add-to-config."
                                .formatted(settings.environment()));
        out.flush();
        return beyond.isEmpty();
    }

    private Path file() {
        return folder.environment(settings.environment());
    }

    private void write(Suggestion.Lines lines) throws DemoException {
        try {
            String more = AddedLines.to(Files.readString(file()), lines)
                    .filter(this::isReadable)
                    .orElseThrow(() -> DemoException.unusable(
                            "%s was left as it is: its models, plans and tenants are not written as one entry a line; without --add-to-config the lines are printed, to be added by hand"
                                    .formatted(file())));
            Path beside = Files.createTempFile(file().toAbsolutePath().getParent(), "added", ".tmp");
            Files.writeString(beside, more);
            Files.move(beside, file(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException trouble) {
            throw DemoException.unusable("%s could not be written: %s".formatted(file(), trouble));
        }
    }

    private boolean isReadable(String environment) {
        try {
            ConfigText catalogue = new ConfigText("config/models.yaml", Files.readString(folder.catalogue()));
            return SettingsReader.read(catalogue, new ConfigText("config/environment", environment))
                    instanceof Loaded.Valid<?>;
        } catch (IOException unreadable) {
            return false;
        }
    }
}
