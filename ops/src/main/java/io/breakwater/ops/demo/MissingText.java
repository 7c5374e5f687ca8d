package io.breakwater.ops.demo;

import io.breakwater.settings.Settings;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;

/// Says which demos cannot be shown, and which lines to add.
record MissingText(Settings settings) {

    void print(List<DemoFit.Missing> missing, PrintWriter out) {
        why(missing, out);
        Suggestion.Lines lines = lines(missing);
        if (!lines.models().isEmpty()) {
            out.println("Add these lines to " + file() + " (--add-to-config does it), and deploy:");
            print(lines, out);
        }
        out.flush();
    }

    /// Says why, and what helps besides adding lines.
    void why(List<DemoFit.Missing> missing, PrintWriter out) {
        missing.forEach(each -> out.println(each.pattern().word() + " cannot be shown: " + each.why() + "."));
        if (missing.stream().anyMatch(DemoFit.Missing::unwitnessed)) {
            out.println("Set logging.invocations: true in " + file() + " and deploy: it logs whole prompts.");
        }
        out.flush();
    }

    /// The lines that help, each once.
    Suggestion.Lines lines(List<DemoFit.Missing> missing) {
        Suggestion suggestion = new Suggestion(settings);
        List<Suggestion.Lines> all = missing.stream()
                .filter(DemoFit.Missing::helped)
                .flatMap(each -> suggestion.of(each.pattern()).stream())
                .toList();
        return new Suggestion.Lines(
                once(all, Suggestion.Lines::models),
                once(all, Suggestion.Lines::plans),
                once(all, Suggestion.Lines::tenants));
    }

    private static List<String> once(
            List<Suggestion.Lines> all, Function<Suggestion.Lines, Collection<String>> section) {
        LinkedHashSet<String> entries = new LinkedHashSet<>();
        all.forEach(lines -> entries.addAll(section.apply(lines)));
        return List.copyOf(entries);
    }

    static void print(Suggestion.Lines lines, PrintWriter out) {
        section("models", lines.models(), out);
        section("plans", lines.plans(), out);
        section("tenants", lines.tenants(), out);
        out.flush();
    }

    private String file() {
        return "config/" + settings.environment() + ".yaml";
    }

    private static void section(String key, List<String> entries, PrintWriter out) {
        out.println(key + ":");
        entries.forEach(entry -> out.println(entry.indent(2).stripTrailing()));
    }
}
