package io.breakwater.ops.doctor;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.breakwater.model.Profile;
import io.breakwater.model.Region;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// Finds places in `models.yaml`, so that people know where to change it.
record CatalogueLines(JsonNode tree, Map<String, Integer> lines) {

    CatalogueLines {
        lines = Map.copyOf(lines);
    }

    /// @param yaml a catalogue that was read without a problem
    static CatalogueLines of(String yaml) throws JacksonException {
        return new CatalogueLines(new YAMLMapper().readTree(yaml), lines(yaml));
    }

    private static Map<String, Integer> lines(String yaml) {
        Map<String, Integer> lines = new HashMap<>();
        try (YAMLParser parser = new YAMLFactory().createParser(yaml)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                String pointer = parser.getParsingContext().pathAsPointer().toString();
                lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
            }
            return lines;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "the catalogue is not YAML, although it could be read before", unreadable);
        }
    }

    /// The place where the catalogue says that a profile may be called from a Region.
    String source(Profile profile, Region source) {
        return place(profile, source, "from");
    }

    /// The place where the catalogue says which Regions may answer a profile called from a Region.
    String destinations(Profile profile, Region source) {
        return place(profile, source, "to");
    }

    private String place(Profile profile, Region source, String key) {
        String routes = routes(profile);
        int entry = entry(routes, source);
        Integer line = lines.get("/routes/%s/%d/%s".formatted(routes, entry, key));
        return "config/models.yaml%s, routes.%s[%d]".formatted(line == null ? "" : " line " + line, routes, entry);
    }

    private String routes(Profile profile) {
        return tree.path("models")
                .path(profile.model().id().value())
                .path("profiles")
                .path(profile.geography().prefix())
                .path("routes")
                .asText();
    }

    /// The line of the first entry with the Region as a source.
    private int entry(String routes, Region source) {
        JsonNode entries = tree.path("routes").path(routes);
        for (int index = 0; index < entries.size(); index++) {
            for (JsonNode from : entries.get(index).path("from")) {
                if (from.asText().equals(source.value())) {
                    return index;
                }
            }
        }
        return 0;
    }
}
