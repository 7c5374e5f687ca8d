package io.breakwater.quota.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ItemKindTest {

    @Test
    void no_two_kinds_of_items_share_a_prefix() {
        for (ItemKind kind : ItemKind.values()) {
            assertThat(Stream.of(ItemKind.values()).filter(other -> other.has(kind.key("search"))))
                    .containsExactly(kind);
            assertThat(kind.name(kind.key("search#2ue4"))).isEqualTo("search#2ue4");
        }
    }

    @Test
    void what_is_stored_keeps_the_prefix_that_it_has() {
        assertThat(Stream.of(ItemKind.TENANT, ItemKind.TARGET, ItemKind.LENGTHS).map(kind -> kind.key("x")))
                .containsExactly("T#x", "P#x", "L#x");
    }

    @Test
    void no_other_class_of_the_core_writes_a_prefix_of_its_own() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<String> own = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("ItemKind.java"))
                    .filter(ItemKindTest::hasPrefix)
                    .map(Path::toString)
                    .toList();
            assertThat(own).isEmpty();
        }
    }

    private static boolean hasPrefix(Path file) {
        try {
            return Files.readString(file).matches("(?s).*\"[A-Z]#.*");
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }
}
