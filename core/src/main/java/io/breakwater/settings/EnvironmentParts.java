package io.breakwater.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// An environment's file in two parts: the part that is packaged with functions, and plans and tenants,
/// which are data. A change in one part leaves the other's text unchanged; comments and layout are in
/// neither.
///
/// @param packaged as JSON, which is YAML too
/// @param data as [FileTenants] reads it
public record EnvironmentParts(String packaged, String data) {
    /// The parts of a file that has been checked already.
    ///
    /// @throws IllegalArgumentException if it is not a mapping in YAML
    public static EnvironmentParts of(ConfigText environment) {
        Report report = new Report(environment.file());
        JsonNode root = new YamlText(report).read(environment.content());
        if (!(root instanceof ObjectNode file)) {
            throw new IllegalArgumentException("not an environment's file: " + report.problems());
        }
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        EnvironmentShape.DATA.forEach(name -> data.set(name, file.path(name)));
        return new EnvironmentParts(without(file).toPrettyString(), data.toString());
    }

    /// The file without the part that is data.
    static JsonNode without(JsonNode root) {
        return root instanceof ObjectNode file ? file.deepCopy().without(EnvironmentShape.DATA) : root;
    }
}
