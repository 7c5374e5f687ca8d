package io.breakwater.local.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The files that a run writes for the person who started it. They are checked before the start: none
/// may replace a file that the run reads, and each must be writable.
final class OutputFiles {
    private final Map<String, Path> byOption = new LinkedHashMap<>();

    void add(String option, Path file) {
        byOption.put(option, file);
    }

    /// @param read the files that the run reads
    /// @throws IOException if one cannot be written, or has another use; the message says which, and
    /// what to do
    void check(List<Path> read) throws IOException {
        for (Map.Entry<String, Path> output : byOption.entrySet()) {
            checkPlace(output.getKey(), output.getValue(), read);
            PrivateFile.check(output.getValue());
        }
    }

    private void checkPlace(String option, Path file, List<Path> read) throws IOException {
        for (Path other : read) {
            if (isSame(file, other)) {
                throw new IOException(
                        "%s would replace %s, which the run reads; name another file".formatted(option, other));
            }
        }
        for (Map.Entry<String, Path> other : byOption.entrySet()) {
            if (!other.getKey().equals(option) && isSame(file, other.getValue())) {
                throw new IOException(
                        "%s and %s name the same file, %s; name two".formatted(option, other.getKey(), file));
            }
        }
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
                || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
    }
}
