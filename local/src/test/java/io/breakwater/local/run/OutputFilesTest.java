package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that a run writes where its operator says: no existing content is lost by it.
class OutputFilesTest {
    private static final byte[] KEYS = "{\"a\":\"key\"}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private List<Path> inFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static void assertRefused(Path file, String... words) {
        assertThatThrownBy(() -> PrivateFile.check(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContainingAll(words);
        assertThatThrownBy(() -> PrivateFile.write(file, KEYS)).isInstanceOf(IOException.class);
    }

    @Test
    void a_directory_is_kept_with_what_is_in_it_and_without() throws Exception {
        Path full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(full.resolve("mine"), "mine");
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertRefused(full, "is a directory", "name a file in it");
        assertRefused(empty, "is a directory");
        assertThat(full.resolve("mine")).hasContent("mine");
        assertThat(empty).isDirectory();
    }

    @Test
    void a_device_and_a_link_that_leads_nowhere_are_kept() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));

        assertRefused(Path.of("/dev/null"), "device", "plain file");
        assertRefused(link, "link that leads nowhere");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void behind_a_link_the_file_is_replaced_and_not_the_link() throws Exception {
        Path file = Files.writeString(folder.resolve("real.json"), "before");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);

        PrivateFile.write(link, KEYS);

        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(file).hasBinaryContent(KEYS);
    }

    @Test
    void a_file_is_replaced_whole_for_its_owner_alone_and_nothing_is_left_beside_it() throws Exception {
        Path file = folder.resolve("keys.json");
        Files.writeString(file, "before");

        PrivateFile.check(file);
        PrivateFile.write(file, KEYS);

        assertThat(file).hasBinaryContent(KEYS);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(inFolder()).containsExactly(file);
    }

    @Test
    void a_place_that_cannot_be_written_to_is_found_before_anything_starts() throws Exception {
        Path noFolder = Files.writeString(folder.resolve("a file"), "mine");

        assertRefused(noFolder.resolve("keys.json"), "cannot be written", "is not a folder");
        assertThat(noFolder).hasContent("mine");
    }

    @Test
    void what_the_run_reads_and_what_it_writes_elsewhere_is_not_replaced() throws Exception {
        Path config = Files.writeString(folder.resolve("local.yaml"), "environment: local");
        Path link = Files.createSymbolicLink(folder.resolve("link"), config);
        OutputFiles overConfig = new OutputFiles();
        overConfig.add("--keys-file", link);
        OutputFiles twice = new OutputFiles();
        twice.add("--keys-file", folder.resolve("one"));
        twice.add("--admin-token-file", folder.resolve("./one"));

        assertThatThrownBy(() -> overConfig.check(List.of(config)))
                .hasMessageContainingAll("--keys-file", config.toString(), "another file");
        assertThatThrownBy(() -> twice.check(List.of(config)))
                .hasMessageContainingAll("--keys-file", "--admin-token-file", "the same file");
        assertThat(config).hasContent("environment: local");
    }
}
