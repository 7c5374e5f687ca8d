package io.breakwater.fleet;

import io.breakwater.call.DataPlane;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import picocli.CommandLine.IVersionProvider;

/// The version of gateway and simulator: a hash of their classes. A seed gives the same run only with
/// the same version.
record FleetVersion(String text) {

    /// What `--version` prints: the version alone, as `--replay` takes it.
    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {current().text()};
        }
    }

    /// Read once: the classes of a running program do not change.
    private static final class Held {
        static final FleetVersion CURRENT = read();
    }

    static FleetVersion current() {
        return Held.CURRENT;
    }

    private static FleetVersion read() {
        CRC32 sum = new CRC32();
        for (Class<?> part : List.of(DataPlane.class, FleetVersion.class)) {
            add(part, sum);
        }
        return new FleetVersion("%08x".formatted(sum.getValue()));
    }

    private static void add(Class<?> part, CRC32 sum) {
        try {
            URI place = part.getProtectionDomain().getCodeSource().getLocation().toURI();
            if (Files.isDirectory(Path.of(place))) {
                add(Path.of(place), sum);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(Path.of(place), Map.of())) {
                    add(jar.getPath("/"), sum);
                }
            }
        } catch (java.net.URISyntaxException | IOException unreadable) {
            throw new IllegalStateException("the classes of " + part + " cannot be read", unreadable);
        }
    }

    private static void add(Path root, CRC32 sum) throws IOException {
        try (var files = Files.walk(root)) {
            files.filter(file -> file.toString().endsWith(".class"))
                    .sorted((one, other) -> one.toString().compareTo(other.toString()))
                    .forEach(file -> addFile(file, sum));
        }
    }

    private static void addFile(Path file, CRC32 sum) {
        try (InputStream in = Files.newInputStream(file)) {
            sum.update(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
