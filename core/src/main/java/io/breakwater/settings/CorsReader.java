package io.breakwater.settings;

import io.breakwater.surface.Cors;
import java.util.Map;

/// Reads `cors`.
final class CorsReader {
    private static final Map<String, String> OWN_PORTS = Map.of("https://", ":443", "http://", ":80");

    private final Report report;

    CorsReader(Report report) {
        this.report = report;
    }

    Cors read(Path at) {
        if (!at.present() || report.broken(at.text())) {
            return Cors.OFF;
        }
        Path origins = at.key("origins");
        Cors cors = new Cors(origins.texts());
        if (cors.every() && cors.origins().size() > 1) {
            report.add(origins.text(), "\"*\" lets every page call and so stands alone; leave it or the others out");
        }
        origins.items().forEach(this::needNoPort);
        return cors;
    }

    /// "Serialization of an origin", HTML Standard: there is no port where it is the scheme's own.
    private void needNoPort(Path origin) {
        OWN_PORTS.forEach((scheme, port) -> {
            String text = origin.asText();
            if (text.startsWith(scheme) && text.endsWith(port)) {
                report.add(
                        origin.text(),
                        "browsers leave out the port that is the scheme's own; write '%s', got '%s'"
                                .formatted(text.substring(0, text.length() - port.length()), text));
            }
        });
    }
}
