package io.breakwater.settings;

import io.breakwater.model.Limits;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns `plans` into limits.
final class PlansReader {
    private final Report report;

    private PlansReader(Report report) {
        this.report = report;
    }

    static Known<Limits> read(Path at, Report report) {
        PlansReader reader = new PlansReader(report);
        Map<String, Limits> sound = new LinkedHashMap<>();
        Set<String> declared = new LinkedHashSet<>();
        at.entries().forEach(entry -> {
            declared.add(entry.getKey());
            reader.plan(entry.getValue()).ifPresent(limits -> sound.put(entry.getKey(), limits));
        });
        return new Known<>("plan", sound, declared, at.value().isObject());
    }

    private Optional<Limits> plan(Path at) {
        if (report.broken(at.text())) {
            return Optional.empty();
        }
        Limits limits = new Limits(
                at.key("requestsPerMinute").whole(0),
                at.key("tokensPerMinute").whole(0),
                at.key("tokensPerDay").whole(0),
                Decimals.microUsd(at.key("usdPerMonth")),
                at.key("concurrency").whole(0),
                at.key("burstPercent").smallWhole(100),
                at.key("largestRequestTokens").whole(0));
        checkLargest(limits, at.key("largestRequestTokens"));
        return report.broken(at.text()) ? Optional.empty() : Optional.of(limits);
    }

    /// A request that is larger than the bucket would be refused for ever, with advice to come back later.
    private void checkLargest(Limits limits, Path at) {
        long burst = limits.tokensPerMinute() * limits.burstPercent() / 100;
        if (limits.tokensPerMinute() > 0 && limits.largestRequestTokens() > burst) {
            report.add(
                    at.text(),
                    "%d can never be admitted: at most %d tokens at once (tokensPerMinute %d x burstPercent %d%%); lower it or raise those"
                            .formatted(
                                    limits.largestRequestTokens(),
                                    burst,
                                    limits.tokensPerMinute(),
                                    limits.burstPercent()));
        }
    }
}
