package io.breakwater.settings;

import java.util.Optional;

/// Reads `vpc`.
final class VpcReader {
    private final Report report;

    VpcReader(Report report) {
        this.report = report;
    }

    Optional<Vpc> read(Path at) {
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
