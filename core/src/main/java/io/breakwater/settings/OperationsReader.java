package io.breakwater.settings;

import io.breakwater.model.Region;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads timeouts, alarms, logging and the outer throttle, each with its defaults.
final class OperationsReader {
    /// What CloudWatch Logs accepts ("PutRetentionPolicy", Amazon CloudWatch Logs API Reference).
    private static final Set<Integer> RETENTIONS = Set.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private final Report report;

    OperationsReader(Report report) {
        this.report = report;
    }

    Timeouts timeouts(Path at) {
        if (report.broken(at.text())) {
            return Timeouts.DEFAULT;
        }
        Duration deadline = at.key("deadline").duration(Timeouts.DEFAULT.deadline());
        Timeouts timeouts = new Timeouts(
                at.key("connect").duration(Timeouts.DEFAULT.connect()),
                at.key("firstToken").duration(Timeouts.DEFAULT.firstToken()),
                at.key("idle").duration(shorter(Timeouts.DEFAULT.idle(), deadline)),
                deadline,
                at.key("longest").duration(Timeouts.LONGEST));
        checkWithin(at.key("longest"), timeouts.longest(), "14m, what API Gateway and Lambda carry", Timeouts.LONGEST);
        checkWithin(at.key("deadline"), timeouts.deadline(), "the longest time of a request", timeouts.longest());
        checkWithin(at.key("connect"), timeouts.connect(), "the deadline", timeouts.deadline());
        checkWithin(at.key("firstToken"), timeouts.firstToken(), "the deadline", timeouts.deadline());
        checkWithin(at.key("idle"), timeouts.idle(), "the deadline", timeouts.deadline());
        return timeouts;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private void checkWithin(Path at, Duration value, String what, Duration most) {
        if (value.compareTo(most) > 0) {
            String got = at.present() ? at.asText() : "the default " + value.toSeconds() + "s";
            report.add(at.text(), "must not be longer than %s, got %s; lower it".formatted(what, got));
        }
    }

    static long bodyBytes(Path limits) {
        return limits.key("bodyBytes").whole(OperationsShape.MOST_BODY_BYTES);
    }

    /// @param reserved the functions' reserved concurrency
    Alarms alarms(Path at, Path reserved) {
        if (report.broken(at.text())) {
            return Alarms.DEFAULT;
        }
        checkConcurrency(at.key("concurrency"), reserved);
        at.key("sinks").entries().forEach(sink -> checkSink(sink.getKey(), sink.getValue()));
        return new Alarms(
                Optional.of(at.key("email")).filter(Path::present).map(Path::asText),
                at.key("docs").text(Alarms.DEFAULT.docs()).replaceAll("/+$", ""),
                at.key("success").ratio(Alarms.DEFAULT.success()),
                at.key("fallbackRatio").ratio(Alarms.DEFAULT.fallbackRatio()),
                at.key("brokenStreamRatio").ratio(Alarms.DEFAULT.brokenStreamRatio()),
                at.key("throttleRatio").ratio(Alarms.DEFAULT.throttleRatio()),
                at.key("quotaUsed").ratio(Alarms.DEFAULT.quotaUsed()),
                at.key("usdPerDay").microUsd(),
                at.key("concurrency").whole(concurrency(reserved)),
                at.key("storeErrors").whole(Alarms.DEFAULT.storeErrors()),
                at.key("lostSettlements").whole(Alarms.DEFAULT.lostSettlements()),
                at.key("leakedTokens").whole(Alarms.DEFAULT.leakedTokens()),
                at.key("closedQuotas").whole(Alarms.DEFAULT.closedQuotas()),
                at.key("keysUnchecked").whole(Alarms.DEFAULT.keysUnchecked()),
                sinks(at.key("sinks")));
    }

    private long concurrency(Path reserved) {
        return router(reserved).map(Reserved::nearly).orElse(Alarms.DEFAULT.concurrency());
    }

    private Optional<Long> router(Path reserved) {
        return report.broken(reserved.text())
                ? Optional.empty()
                : reserved(reserved).map(Reserved::router);
    }

    private void checkConcurrency(Path at, Path reserved) {
        if (!at.present() || report.broken(at.text())) {
            return;
        }
        router(reserved)
                .filter(most -> most > 0 && at.whole(0) >= most)
                .ifPresent(most -> report.add(
                        at.text(),
                        "must be less than the %d that reservedConcurrency gives the router, or the alarm is never raised, got %d; lower or remove it"
                                .formatted(most, at.whole(0))));
    }

    private void checkSink(String region, Path sink) {
        if (!sink.asText().startsWith("arn:aws:oam:" + region + ":")) {
            report.add(
                    sink.text(),
                    "must be a sink in %s, got %s; each Region has its own".formatted(region, sink.asText()));
        }
    }

    private static Map<Region, String> sinks(Path at) {
        return at.entries().stream()
                .collect(Collectors.toMap(
                        entry -> new Region(entry.getKey()),
                        entry -> entry.getValue().asText()));
    }

    static Throttle throttle(Path at) {
        return new Throttle(
                at.key("factor").ratio(Throttle.DEFAULT.factor()),
                at.key("burst").whole(Throttle.DEFAULT.burst()),
                !at.key("usagePlans").text("tenant").equals("plan"));
    }

    static Optional<Reserved> reserved(Path at) {
        return Optional.of(at)
                .filter(Path::present)
                .map(own -> new Reserved(
                        own.key("router").whole(Reserved.DEFAULT.router()),
                        own.key("authorizer").whole(Reserved.DEFAULT.authorizer()),
                        own.key("admin").whole(Reserved.DEFAULT.admin())));
    }

    Logging logging(Path at) {
        Path retention = at.key("retentionDays");
        int days = retention.smallWhole(Logging.DEFAULT.retentionDays());
        if (!report.broken(retention.text()) && !RETENTIONS.contains(days)) {
            report.add(retention.text(), "CloudWatch keeps logs for one of %s days, got %d".formatted(choices(), days));
        }
        boolean invocations = at.key("invocations").flag(Logging.DEFAULT.invocations());
        boolean prompts = at.key("prompts").flag(Logging.DEFAULT.prompts());
        if (prompts && !invocations) {
            report.add(at.key("prompts").text(), "prompts are in the invocation log only; set invocations: true too");
        }
        return new Logging(days, invocations, prompts, level(at.key("level")));
    }

    private static Logging.Level level(Path at) {
        String name = at.text("").toUpperCase(Locale.ROOT);
        return Stream.of(Logging.Level.values())
                .filter(level -> level.name().equals(name))
                .findFirst()
                .orElse(Logging.DEFAULT.level());
    }

    private static String choices() {
        return new TreeSet<>(RETENTIONS).stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
