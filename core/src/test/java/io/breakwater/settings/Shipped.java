package io.breakwater.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/// The shipped configuration.
final class Shipped {
    static final String[] ENVIRONMENTS = {"local", "dev", "prod"};

    private Shipped() {}

    static ConfigText catalogue() {
        return text("config/models.yaml");
    }

    static ConfigText environment(String name) {
        return text("config/" + name + ".yaml");
    }

    static Settings settings(String environment) {
        return switch (SettingsReader.read(catalogue(), environment(environment))) {
            case Loaded.Valid(Settings settings) -> settings;
            case Loaded.Invalid<Settings> invalid ->
                throw new AssertionError(invalid.problems().toString());
        };
    }

    static java.nio.file.Path path(String file) {
        return java.nio.file.Path.of(System.getProperty("breakwater.root"), file);
    }

    static ConfigText text(String file) {
        try {
            return new ConfigText(file, Files.readString(path(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
