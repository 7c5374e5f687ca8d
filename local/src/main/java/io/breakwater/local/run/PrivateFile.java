package io.breakwater.local.run;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// A file that only its owner can read, from its first byte on. It is replaced by one rename, so that
/// it is complete at any moment; anything but a plain file is left alone.
final class PrivateFile {
    private static final FileAttribute<?>[] OWNERS =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[] {};

    /// Writes the file, or replaces it. If the name is a link to a file, the file is replaced, not the
    /// link.
    ///
    /// @throws IOException if the name belongs to something other than a plain file, or cannot be
    ///     written: the message says which file, and what to do
    static void write(Path file, byte[] content) throws IOException {
        Path place = place(file);
        Path written = besides(file, place);
        try {
            Files.write(written, content);
            Files.move(written, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new IOException("The file " + file + " cannot be written: " + Reasons.of(failed), failed);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /// Whether [#write] could be called now.
    ///
    /// @throws IOException as [#write] would
    static void check(Path file) throws IOException {
        Files.delete(besides(file, place(file)));
    }

    private static Path place(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return file.toAbsolutePath();
        }
        if (Files.isDirectory(file)) {
            throw new IOException("The file " + file + " is a directory; name a file in it");
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException("The file " + file
                    + " is a device, or a link that leads nowhere; name a plain file, or one that does not exist yet");
        }
        return file.toRealPath();
    }

    private static Path besides(Path file, Path place) throws IOException {
        Path folder = place.getParent();
        try {
            Files.createDirectories(folder);
            return Files.createTempFile(folder, "." + place.getFileName(), ".new", OWNERS);
        } catch (IOException failed) {
            throw new IOException(
                    "The file " + file + " cannot be written: " + Reasons.of(failed)
                            + "; name one in a folder that you can write to",
                    failed);
        }
    }

    private PrivateFile() {}
}
