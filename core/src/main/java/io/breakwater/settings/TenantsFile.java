package io.breakwater.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.settings.Shape.Entries;
import io.breakwater.settings.Shape.Property;
import java.util.List;

/// A file of tenants that operators apply: `tenants`, as an environment's file has it.
public final class TenantsFile {
    private static final Entries SHAPE =
            Entries.of(Property.required("tenants", EnvironmentShape.TENANTS, "who may call"));

    /// What reading it came to.
    public sealed interface Read {
        /// Each tenant's entry, in the order of the file. Whether their plans and models are there is the environment's
        /// to say.
        record Entries(List<JsonNode> entries) implements Read {
            public Entries {
                entries = List.copyOf(entries);
            }
        }

        /// All that is wrong; never empty.
        record Wrong(List<Problem> problems) implements Read {
            public Wrong {
                problems = List.copyOf(problems);
            }
        }
    }

    /// Reads a file. Bad input is an answer, never an exception.
    public static Read read(ConfigText text) {
        Report report = new Report(text.file());
        Path root = new Path("", new YamlText(report).read(text.content()));
        if (root.present()) {
            new ShapeCheck(report).check(SHAPE, root);
            Names.of(root.key("tenants"), "tenant", report);
            TenantsReader.checkCount(root.key("tenants"), report);
        }
        return report.problems().isEmpty()
                ? new Read.Entries(
                        root.key("tenants").items().stream().map(Path::value).toList())
                : new Read.Wrong(report.problems());
    }

    private TenantsFile() {}
}
