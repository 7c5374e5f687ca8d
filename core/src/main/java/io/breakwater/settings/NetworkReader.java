package io.breakwater.settings;

import io.breakwater.surface.Cors;
import java.util.Map;
import java.util.Optional;

/// Reads which network the functions run in, and which web pages may call.
final class NetworkReader {
    private static final Map<String, String> OWN_PORTS = Map.of("https://", ":443", "http://", ":80");

    private final Report report;

    NetworkReader(Report report) {
        this.report = report;
    }

    Cors cors(Path at) {
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

    Optional<Vpc> vpc(Path at) {
        if (!at.present() || report.broken(at.text())) {
            return Optional.empty();
        }
        atMost(Vpc.MOST_SUBNETS, at.key("subnets"));
        atMost(Vpc.MOST_GROUPS, at.key("securityGroups"));
        return Optional.of(
                new Vpc(at.key("subnets").texts(), at.key("securityGroups").texts()));
    }

    private void atMost(int most, Path list) {
        int size = list.texts().size();
        if (size > most) {
            report.add(list.text(), "has %d; Lambda takes %d at most".formatted(size, most));
        }
    }
}
