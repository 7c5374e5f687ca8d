package io.breakwater.settings;

import io.breakwater.model.Shares;

/// Reads what each priority is guaranteed of a target.
final class PrioritiesReader {
    private final Report report;

    PrioritiesReader(Report report) {
        this.report = report;
    }

    Shares read(Path at) {
        if (report.broken(at.text())) {
            return Shares.DEFAULT;
        }
        int high = share(at.key("high"), Shares.DEFAULT.high());
        int standard = share(at.key("standard"), Shares.DEFAULT.standard());
        int low = share(at.key("low"), Shares.DEFAULT.low());
        if (high + standard + low > 100) {
            report.add(
                    at.text(),
                    "the shares of high (%d), standard (%d) and low (%d) must be at most 100 together, got %d; lower one"
                            .formatted(high, standard, low, high + standard + low));
            return Shares.DEFAULT;
        }
        return new Shares(high, standard, low);
    }

    private static int share(Path priority, int fallback) {
        return priority.key("share").smallWhole(fallback);
    }
}
