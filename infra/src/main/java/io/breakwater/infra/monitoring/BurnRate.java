package io.breakwater.infra.monitoring;

import java.time.Duration;

/// How fast the error budget is used up, in multiples of the speed that uses it up in 30 days; measured
/// over a long window, so that only lasting failures count, and a short one, so that the alarm ends
/// with its cause ("Alerting on SLOs", The Site Reliability Workbook, chapter 5: 14.4 over 1 h is 2 %
/// of the budget, 6 over 6 h is 5 %).
enum BurnRate {
    FAST("fast", 14.4, Duration.ofHours(1), Duration.ofMinutes(5)),
    SLOW("slow", 6, Duration.ofHours(6), Duration.ofMinutes(30));

    private final String label;
    private final double multiple;
    private final Duration longWindow;
    private final Duration shortWindow;

    BurnRate(String label, double multiple, Duration longWindow, Duration shortWindow) {
        this.label = label;
        this.multiple = multiple;
        this.longWindow = longWindow;
        this.shortWindow = shortWindow;
    }

    String label() {
        return label;
    }

    Duration longWindow() {
        return longWindow;
    }

    Duration shortWindow() {
        return shortWindow;
    }

    /// The share of failed requests that burns this fast, at most 1: `multiple x (100 - objective) / 100`.
    ///
    /// @param objective per cent of requests that are answered
    double failures(double objective) {
        return Math.min(1, multiple * (100 - objective) / 100);
    }
}
