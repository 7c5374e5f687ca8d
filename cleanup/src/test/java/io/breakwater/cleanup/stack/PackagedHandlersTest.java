package io.breakwater.cleanup.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// The functions must not call what is left out of their packages.
class PackagedHandlersTest {
    private static final Pattern LEFT_OUT = Pattern.compile("<excludeArtifactIds>(.*)</excludeArtifactIds>");
    private static final String OURS = "io/breakwater/";

    @Test
    void no_class_that_a_handler_reaches_names_a_library_that_is_left_out() throws IOException {
        Set<String> named = reached(LateLogsHandler.class, InvocationLoggingHandler.class);
        assertThat(named).contains("software/amazon/awssdk/services/bedrock/BedrockClient");
        for (String library : leftOut()) {
            assertThat(named).as(library).noneMatch(name -> name.contains("/" + library + "/"));
            assertThat(named).as(library).noneMatch(name -> name.startsWith(library + "/"));
        }
    }

    private static List<String> leftOut() throws IOException {
        String pom = Files.readString(Path.of(System.getProperty("breakwater.root"), "cleanup", "pom.xml"));
        Matcher list = LEFT_OUT.matcher(pom);
        assertThat(list.find()).isTrue();
        return List.of(list.group(1).split(","));
    }

    /// Every class that these classes refer to, directly or through our other classes.
    private static Set<String> reached(Class<?>... from) throws IOException {
        Set<String> seen = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>();
        for (Class<?> start : from) {
            open.add(start.getName().replace('.', '/'));
        }
        while (!open.isEmpty()) {
            String name = open.remove();
            if (seen.add(name) && name.startsWith(OURS)) {
                open.addAll(namedBy(name));
            }
        }
        return seen;
    }

    private static List<String> namedBy(String name) throws IOException {
        try (InputStream bytes = PackagedHandlersTest.class.getResourceAsStream("/" + name + ".class")) {
            return StreamSupport.stream(
                            ClassFile.of()
                                    .parse(bytes.readAllBytes())
                                    .constantPool()
                                    .spliterator(),
                            false)
                    .filter(ClassEntry.class::isInstance)
                    .map(entry -> ((ClassEntry) entry).asInternalName())
                    .filter(each -> !each.startsWith("["))
                    .toList();
        }
    }
}
