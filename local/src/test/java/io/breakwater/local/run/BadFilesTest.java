package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.adapters.memory.InMemoryKeyStore;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that cannot be used: the message says which, and what to do.
class BadFilesTest {

    @TempDir
    Path folder;

    private static Path shipped() {
        return ConfigFiles.root().resolve("config/local.yaml");
    }

    private void startWith(Path data) throws Exception {
        LocalKeys.of(ConfigFiles.read(shipped()), new InMemoryKeyStore(), Optional.of(data));
    }

    @Test
    void a_configuration_of_120_megabytes_is_refused_at_once_with_its_size() throws Exception {
        Path large = folder.resolve("large.yaml");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(120_000_000);
        }

        assertThatThrownBy(() -> ConfigFiles.read(large))
                .hasMessageContainingAll(large.toString(), "120,000,000 bytes", "--config");
    }

    @Test
    void twenty_thousand_unknown_keys_are_told_in_a_few_lines() throws Exception {
        String unknown =
                IntStream.range(0, 20_000).mapToObj(i -> "unknown" + i + ": 1").collect(Collectors.joining("\n"));
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), Files.readString(shipped()) + unknown + "\n");

        assertThatThrownBy(() -> ConfigFiles.read(wrong))
                .hasMessageContainingAll("unknown0", "and 19975 more")
                .satisfies(told -> assertThat(told.getMessage().lines().count()).isLessThan(30));
    }

    @Test
    void a_configuration_that_is_a_directory_is_said_to_be_one() {
        assertThatThrownBy(() -> ConfigFiles.read(folder))
                .hasMessageContainingAll(folder.toString(), "is a directory", "--config");
    }

    @Test
    void a_file_of_keys_that_is_empty_or_something_else_is_named_with_what_to_do() throws Exception {
        Path keys = folder.resolve("keys.json");
        for (String content : new String[] {"", "{", "[1]", "{\"a\": {}}"}) {
            Files.writeString(keys, content);

            assertThatThrownBy(() -> startWith(folder))
                    .as(content)
                    .hasMessageContainingAll(keys.toString(), "move it away", "restore it");
            assertThat(keys).hasContent(content);
        }
        Files.delete(keys);
        Files.createDirectory(keys);
        assertThatThrownBy(() -> startWith(folder)).hasMessageContainingAll(keys.toString(), "not a plain file");
    }

    @Test
    void a_pepper_that_is_too_short_is_named_with_what_to_do() throws Exception {
        Path pepper = folder.resolve("pepper");
        Files.write(pepper, new byte[31]);

        assertThatThrownBy(() -> startWith(folder))
                .hasMessageContainingAll(pepper.toString(), "32 bytes", "keys.json", "restore it");
        assertThat(pepper).hasSize(31);
    }
}
