package io.breakwater.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The packages of all modules and the imports between them.
class PackagesTest {
    private static final Path ROOT = Path.of(System.getProperty("breakwater.root"));
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?(io\\.breakwater(?:\\.[a-z]\\w*)*)\\.", Pattern.MULTILINE);
    private static final Pattern CONVERSE = Pattern.compile("io\\.breakwater\\.dialect\\.[\\w.]*Converse");

    @Test
    void no_packages_import_each_other_in_a_circle() throws IOException {
        Map<String, Set<String>> imports = imports();
        assertThat(imports).hasSizeGreaterThan(50);

        while (imports.values().removeIf(needs -> imports.keySet().stream().noneMatch(needs::contains))) {}
        assertThat(imports.keySet())
                .as("packages of a circle, and those that need them")
                .isEmpty();
    }

    @Test
    void a_package_is_in_one_module() throws IOException {
        Map<String, Set<String>> modules = new TreeMap<>();
        for (Path file : sources()) {
            modules.computeIfAbsent(packageOf(Files.readString(file)), _ -> new TreeSet<>())
                    .add(ROOT.relativize(file).getName(0).toString());
        }
        modules.values().removeIf(in -> in.size() == 1);
        assertThat(modules).isEmpty();
    }

    /// `ArchitectureTest` checks core itself. A simulated model answers in each API's form, so in Converse's
    /// too; the transport takes a body as it is.
    @Test
    void outside_core_only_the_simulated_answer_uses_the_types_of_converse() throws IOException {
        Set<String> users = new TreeSet<>();
        for (Path file : sources()) {
            String inside = ROOT.relativize(file).toString();
            if (!inside.startsWith("core/")
                    && CONVERSE.matcher(Files.readString(file)).find()) {
                users.add(file.getFileName().toString());
            }
        }
        assertThat(users).containsExactly("FleetAnswer.java");
    }

    /// What each package imports of the others.
    private static Map<String, Set<String>> imports() throws IOException {
        Map<String, Set<String>> imports = new TreeMap<>();
        for (Path file : sources()) {
            String source = Files.readString(file);
            String own = packageOf(source);
            Set<String> needs = imports.computeIfAbsent(own, _ -> new HashSet<>());
            IMPORT.matcher(source)
                    .results()
                    .map(found -> found.group(1))
                    .filter(other -> !other.equals(own))
                    .forEach(needs::add);
        }
        return imports;
    }

    private static String packageOf(String source) {
        return PACKAGE.matcher(source).results().findFirst().orElseThrow().group(1);
    }

    private static Set<Path> sources() throws IOException {
        try (Stream<Path> files = Files.find(ROOT, 12, (file, _) -> isSource(file))) {
            return files.collect(Collectors.toSet());
        }
    }

    private static boolean isSource(Path file) {
        return ROOT.relativize(file).toString().matches("[a-z-]+/src/main/java/.*\\.java");
    }
}
