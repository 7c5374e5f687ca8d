package io.breakwater.ops.demo;

import io.breakwater.settings.Settings;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Says which demos cannot be shown, and the lines that change that.
record MissingText(Settings settings) {

    void print(List<Cast.Missing> missing, PrintWriter out) {
        Set<String> models = new LinkedHashSet<>();
        Set<String> plans = new LinkedHashSet<>();
        Set<String> tenants = new LinkedHashSet<>();
        Suggestion suggestion = new Suggestion(settings);
        for (Cast.Missing each : missing) {
            out.println(each.pattern().word() + " cannot be shown: " + each.why() + ".");
            suggestion.of(each.pattern()).filter(_ -> each.helped()).ifPresent(lines -> {
                models.addAll(lines.models());
                plans.addAll(lines.plans());
                tenants.addAll(lines.tenants());
            });
        }
        if (missing.stream().anyMatch(Cast.Missing::unwitnessed)) {
            out.println("Set logging.invocations: true in " + file() + " and deploy: it logs whole prompts.");
        }
        if (!models.isEmpty()) {
            out.println("Add these lines to " + file() + " and deploy:");
            section("models", models, out);
            section("plans", plans, out);
            section("tenants", tenants, out);
        }
        out.flush();
    }

    private String file() {
        return "config/" + settings.environment() + ".yaml";
    }

    private static void section(String key, Set<String> entries, PrintWriter out) {
        out.println(key + ":");
        entries.forEach(entry -> out.println(entry.indent(2).stripTrailing()));
    }
}
