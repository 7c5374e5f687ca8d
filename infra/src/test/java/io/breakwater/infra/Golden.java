package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// JSON files beside the tests, reviewed with every change; `-Dbreakwater.rewrite=true` rewrites them.
final class Golden {
    private static final Path FOLDER = Synthesised.ROOT.resolve("infra/src/test/resources/golden");
    private static final int MOST_SHOWN = 40;
    private static final ObjectMapper SORTED = new ObjectMapper()
            .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
            .configure(SerializationFeature.INDENT_OUTPUT, true);

    /// Values that change with every build of a function's code: the hash of an asset, and that of the
    /// version made from it.
    private static final Map<Pattern, String> FLEETING = new LinkedHashMap<>(Map.of(
            Pattern.compile("\\b[0-9a-f]{64}\\b"), "HASH",
            Pattern.compile("(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}"), "$1HASH",
            Pattern.compile("(ApiDeployment[0-9A-F]{8})[0-9a-f]{32}"), "$1HASH"));

    private Golden() {}

    static void holds(String file, JsonNode actual) throws IOException {
        Path golden = FOLDER.resolve(file);
        JsonNode steady = steady(actual);
        if (Boolean.getBoolean("breakwater.rewrite")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, text(steady) + "\n");
        }
        assertThat(golden)
                .as("known templates; -Dbreakwater.rewrite=true writes them")
                .exists();
        assertThat(differences(Synthesised.JSON.readTree(golden.toFile()), steady))
                .as("what %s does not say; if it is meant, run with -Dbreakwater.rewrite=true", file)
                .isEmpty();
    }

    /// The names of the files of a folder.
    static Set<String> files(String folder) throws IOException {
        try (var files = Files.list(FOLDER.resolve(folder))) {
            return new TreeSet<>(
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    /// One line for each value that differs, with its path.
    static List<String> differences(JsonNode expected, JsonNode actual) {
        List<String> found = new ArrayList<>();
        compare("", expected, actual, found);
        return found.size() <= MOST_SHOWN ? found : found.subList(0, MOST_SHOWN);
    }

    private static void compare(String path, JsonNode expected, JsonNode actual, List<String> found) {
        if (expected.isObject() && actual.isObject()) {
            Set<String> names = new TreeSet<>();
            expected.fieldNames().forEachRemaining(names::add);
            actual.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(path + "/" + name, expected.path(name), actual.path(name), found));
        } else if (expected.isArray() && actual.isArray()) {
            for (int item = 0; item < Math.max(expected.size(), actual.size()); item++) {
                compare(path + "/" + item, expected.path(item), actual.path(item), found);
            }
        } else if (!expected.equals(actual)) {
            found.add("%s: expected %s, got %s".formatted(path, shown(expected), shown(actual)));
        }
    }

    private static String shown(JsonNode value) {
        return value instanceof MissingNode ? "nothing" : value.toString();
    }

    private static JsonNode steady(JsonNode json) throws IOException {
        String text = json.toString();
        for (Map.Entry<Pattern, String> change : FLEETING.entrySet()) {
            text = change.getKey().matcher(text).replaceAll(change.getValue());
        }
        return Synthesised.JSON.readTree(text);
    }

    private static String text(JsonNode json) throws IOException {
        return SORTED.writeValueAsString(SORTED.treeToValue(json, Object.class));
    }
}
