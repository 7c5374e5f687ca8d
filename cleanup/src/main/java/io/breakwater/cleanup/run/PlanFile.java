package io.breakwater.cleanup.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cleanup.plan.PlanSubject;
import io.breakwater.cleanup.plan.PlanText;
import io.breakwater.cleanup.plan.RemovalPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where a plan is kept between `plan` and `apply`: in the project's `.breakwater/`, which is not under
/// version control.
final class PlanFile {

    private PlanFile() {}

    static Path of(Optional<Path> named, PlanSubject subject, String environment) {
        String start = switch (subject) {
            case ENVIRONMENT -> "cleanup-";
            case BOOTSTRAP -> "bootstrap-";
        };
        String root = System.getProperty("breakwater.root", "");
        return named.orElseGet(() -> Path.of(root, ".breakwater", start + environment + ".json"))
                .toAbsolutePath();
    }

    static void write(Path file, ObjectNode plan) {
        try {
            Optional<Path> folder = Optional.ofNullable(file.getParent());
            if (folder.isPresent()) {
                Files.createDirectories(folder.get());
            }
            Files.writeString(file, plan.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("could not write " + file + "; name another file with --out", e);
        }
    }

    /// @throws IllegalArgumentException if the file is not a plan, or was changed
    static RemovalPlan read(Path file) {
        try {
            return PlanText.read(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("it cannot be read; make one with plan", e);
        }
    }
}
