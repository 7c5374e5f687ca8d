package io.breakwater.settings;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.OutputBound;
import io.breakwater.model.OutputTerms;
import io.breakwater.model.Terms;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Turns `plans` into limits.
final class PlansReader {
    private final Report report;
    private final SpreadCheck spread;

    private PlansReader(Report report, SpreadCheck spread) {
        this.report = report;
        this.spread = spread;
    }

    static Known<Terms> read(Path at, Report report, SpreadCheck spread) {
        PlansReader reader = new PlansReader(report, spread);
        Map<String, Terms> sound = new LinkedHashMap<>();
        Set<String> declared = new LinkedHashSet<>();
        at.entries().forEach(entry -> {
            declared.add(entry.getKey());
            reader.plan(entry.getValue()).ifPresent(terms -> sound.put(entry.getKey(), terms));
        });
        return new Known<>("plan", sound, declared, at.value().isObject());
    }

    private Optional<Terms> plan(Path at) {
        if (report.broken(at.text())) {
            return Optional.empty();
        }
        Limits limits = limits(at);
        checkLargest(limits, at.key("largestRequestTokens"));
        Terms terms = new Terms(
                        limits,
                        at.key("ledgerShards").smallWhole(1),
                        shadow(at.key("shadow")),
                        at.key("reserveBurndown").flag(false),
                        output(at))
                .waiting(at.key("maxWait").duration(Duration.ZERO));
        if (at.key("ledgerShards").present()) {
            spread.check(terms, at.key("ledgerShards"));
        }
        return report.broken(at.text()) ? Optional.empty() : Optional.of(terms);
    }

    private static Limits limits(Path at) {
        Limits limits = Limits.UNLIMITED.withBurst(at.key("burstPercent").smallWhole(100));
        for (LimitName limit : LimitName.values()) {
            Path value = at.key(limit.label());
            limits = limits.with(limit, limit.isMoney() ? value.nanoUsd() : value.whole(0));
        }
        return limits;
    }

    private static OutputTerms output(Path at) {
        Path tokens = at.key("defaultMaxTokens");
        Path bound = at.key("outputBound");
        return new OutputTerms(
                tokens.present() ? OptionalLong.of(tokens.whole(0)) : OptionalLong.empty(),
                bound.present() ? Optional.of(OutputBound.of(bound.asText())) : Optional.empty());
    }

    private static Set<LimitName> shadow(Path at) {
        List<String> names = at.texts();
        return Stream.of(LimitName.values())
                .filter(limit -> names.contains(limit.label()))
                .collect(Collectors.toSet());
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
