package io.breakwater.adapters.telemetry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.Usd;
import io.breakwater.naming.Dimension;
import io.breakwater.naming.Metrics;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One line of embedded metrics: every metric and every dimension has one value ("Embedded metric
/// format specification", Amazon CloudWatch User Guide). Metrics with the same dimensions share a
/// directive.
final class EmfLine {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int SHARE_DECIMALS = 6;

    private final Map<Dimension, String> where = new EnumMap<>(Dimension.class);
    private final Map<Metrics, Measured> metrics = new EnumMap<>(Metrics.class);

    /// The fewest lines that hold the measurements, in their order.
    static List<EmfLine> of(String environment, List<Measured> measurements) {
        List<EmfLine> lines = new ArrayList<>();
        for (Measured measured : measurements) {
            if (lines.stream().noneMatch(line -> line.add(measured))) {
                EmfLine line = new EmfLine(environment);
                line.add(measured);
                lines.add(line);
            }
        }
        return lines;
    }

    private EmfLine(String environment) {
        where.put(Dimension.ENVIRONMENT, environment);
    }

    /// Adds the measurement if it contradicts nothing in the line. Counts of the same metric add up.
    private boolean add(Measured measured) {
        Measured before = metrics.get(measured.metric());
        if (before != null && !before.where().equals(measured.where())) {
            return false;
        }
        for (Map.Entry<Dimension, String> own : measured.where().entrySet()) {
            if (!where.getOrDefault(own.getKey(), own.getValue()).equals(own.getValue())) {
                return false;
            }
        }
        where.putAll(measured.where());
        metrics.merge(measured.metric(), measured, EmfLine::sum);
        return true;
    }

    private static Measured sum(Measured one, Measured other) {
        return new Measured(one.metric(), one.value() + other.value(), one.where());
    }

    ObjectNode at(Instant time) {
        ObjectNode line = JSON.objectNode();
        ObjectNode aws = line.putObject("_aws");
        aws.put("Timestamp", time.toEpochMilli());
        ArrayNode directives = aws.putArray("CloudWatchMetrics");
        byDimensions().forEach((sets, some) -> directives.add(directive(sets, some)));
        where.forEach((dimension, value) -> line.put(dimension.label(), value));
        metrics.values().forEach(measured -> value(line, measured));
        return line;
    }

    private Map<List<Dimension>, List<Metrics>> byDimensions() {
        Map<List<Dimension>, List<Metrics>> directives = new LinkedHashMap<>();
        metrics.forEach((metric, measured) -> {
            List<Dimension> known =
                    metric.by().stream().filter(measured.where()::containsKey).toList();
            directives.computeIfAbsent(known, _ -> new ArrayList<>()).add(metric);
        });
        return directives;
    }

    private static ObjectNode directive(List<Dimension> by, List<Metrics> some) {
        ObjectNode directive = JSON.objectNode().put("Namespace", Metrics.NAMESPACE);
        ArrayNode sets = directive.putArray("Dimensions");
        sets.addArray().add(Dimension.ENVIRONMENT.label());
        by.forEach(
                dimension -> sets.addArray().add(Dimension.ENVIRONMENT.label()).add(dimension.label()));
        ArrayNode metrics = directive.putArray("Metrics");
        some.forEach(metric -> metrics.addObject()
                .put("Name", metric.label())
                .put("Unit", metric.unit().label()));
        return directive;
    }

    private static void value(ObjectNode line, Measured measured) {
        String name = measured.metric().label();
        switch (measured.metric().unit()) {
            case SHARE -> line.put(name, BigDecimal.valueOf(measured.value(), SHARE_DECIMALS));
            case MICRO_USD -> line.put(name, Usd.micros(measured.value()));
            case COUNT, MILLISECONDS -> line.put(name, measured.value());
        }
    }
}
