package io.breakwater.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A YAML value and where it is, such as `tenants[2].plan`.
record Path(String text, JsonNode value) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    /// The value of a key; a missing node if there is none.
    Path key(String name) {
        return new Path(below(text, name), value.path(name));
    }

    /// The values of a list; none if it is not a list.
    List<Path> items() {
        List<Path> items = new ArrayList<>();
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            items.add(new Path(text + "[" + i + "]", value.path(i)));
        }
        return items;
    }

    /// The names and values of a mapping; none if it is not a mapping.
    List<Map.Entry<String, Path>> entries() {
        return value.properties().stream()
                .map(entry -> Map.entry(entry.getKey(), new Path(below(text, entry.getKey()), entry.getValue())))
                .toList();
    }

    boolean present() {
        return !value.isMissingNode();
    }

    /// The value as text.
    String asText() {
        return value.asText();
    }

    /// The texts of a list of texts.
    List<String> texts() {
        return items().stream().map(Path::asText).toList();
    }

    /// A whole number that was checked, or the fallback where the key is absent.
    long whole(long fallback) {
        return present() ? value.longValue() : fallback;
    }

    int smallWhole(int fallback) {
        return present() ? value.intValue() : fallback;
    }

    boolean flag(boolean fallback) {
        return present() ? value.booleanValue() : fallback;
    }

    String text(String fallback) {
        return present() ? value.asText() : fallback;
    }

    /// The value as a message shows it.
    @Override
    public String toString() {
        return value.asText();
    }

    static String below(String path, String key) {
        if (!PLAIN.matcher(key).matches()) {
            return path + "['" + Description.shortened(key) + "']";
        }
        return path.isEmpty() ? key : path + "." + key;
    }
}
