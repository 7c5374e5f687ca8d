package io.breakwater.fleet.capacity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.model.Alias;
import io.breakwater.model.Price;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Topology;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Problem;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Traffic from CloudWatch: the output of `aws cloudwatch get-metric-data` for the queries in
/// `docs/examples/traffic-metrics.json`. Each label is a metric and a tenant or a model, such as
/// `Requests tenant=search`. From several days the average day is taken.
///
/// The metrics have tenants and aliases, but not which tenant asked for which alias: an hour's requests
/// are distributed so that both sums hold (iterative proportional fitting, Deming and Stephan 1940).
/// They have the tokens of input and output together, and the cost of both: that makes two equations
/// for each tenant. Of lengths they have the mean.
public final class TrafficMetrics {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LABEL = Pattern.compile("([A-Za-z]+) (tenant|model)=(\\S+)");
    private static final String OF_TENANT = " tenant=";
    private static final int FITTING_STEPS = 30;

    /// The assumed ratio of the 99th percentile to the median.
    private static final double USUAL_RATIO = 6;

    private static final double MICRO_IN_PER_TOKEN = 1e6;

    /// The largest sum of an hour.
    private static final double MOST = 1e15;

    private final String file;
    private final Topology topology;
    private final Map<String, double[]> sums = new TreeMap<>();
    private final Set<LocalDate> days = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private TrafficMetrics(String file, Topology topology) {
        this.file = file;
        this.topology = topology;
    }

    /// @param file the file's name in problems
    public static Loaded<Traffic> read(String file, String content, Topology topology) {
        return new TrafficMetrics(file, topology).read(content);
    }

    private Loaded<Traffic> read(String content) {
        results(content);
        List<Traffic.Row> rows = new ArrayList<>();
        if (problems.isEmpty()) {
            List<Tenant> tenants = tenants();
            tenants.stream()
                    .filter(tenant -> day("Answers", tenant) == 0 || day("Tokens", tenant) == 0)
                    .forEach(tenant -> notes.add(
                            "tenant '%s' has no Answers or no Tokens there: its texts are taken to be one token long"
                                    .formatted(tenant.id())));
            for (int hour = 0; hour < 24; hour++) {
                rows.addAll(rows(hour, tenants));
            }
        }
        if (problems.isEmpty() && rows.isEmpty()) {
            problem(
                    "",
                    "has no requests of the configuration's tenants; it needs results with labels such as"
                            + " 'Requests tenant=search', by the queries of docs/examples/traffic-metrics.json");
        }
        notes.addFirst(
                "from metrics of %s; who asked which alias is fitted, input and output are computed from tokens and cost, and one text in a hundred is taken to be %.0f times as long as the median"
                        .formatted(Traffic.days(days.size()), USUAL_RATIO));
        return problems.isEmpty() ? new Loaded.Valid<>(new Traffic(file, rows, notes)) : new Loaded.Invalid<>(problems);
    }

    private void problem(String where, String message) {
        problems.add(new Problem(file, where, message));
    }

    private void results(String content) {
        JsonNode printed;
        try {
            printed = JSON.readTree(content);
        } catch (JsonProcessingException broken) {
            problem(
                    "line " + broken.getLocation().getLineNr(),
                    "is not JSON: write the output of 'aws cloudwatch get-metric-data --output json'");
            return;
        }
        JsonNode results = printed.path("MetricDataResults");
        if (printed.hasNonNull("NextToken")) {
            problem(
                    "",
                    "has a NextToken, so it is a part of the metrics: let 'aws cloudwatch get-metric-data' print all, without --no-paginate and --max-items");
        }
        if (!results.isArray()) {
            problem("", "has no MetricDataResults: write what 'aws cloudwatch get-metric-data --output json' prints");
        }
        for (int number = 0; number < results.size(); number++) {
            result("MetricDataResults[" + number + "]", results.get(number));
        }
    }

    private void result(String where, JsonNode result) {
        Matcher label = LABEL.matcher(result.path("Label").asText());
        JsonNode times = result.path("Timestamps");
        JsonNode values = result.path("Values");
        if (!label.matches()) {
            problem(
                    where,
                    "has the label '%s'; labels are a metric and a name, such as 'Requests tenant=search'"
                            .formatted(result.path("Label").asText()));
        } else if (times.size() != values.size()) {
            problem(where, "has %d timestamps and %d values".formatted(times.size(), values.size()));
        } else {
            for (int at = 0; at < times.size(); at++) {
                value(where, label.group(), times.get(at).asText(), values.get(at));
            }
        }
    }

    private void value(String where, String label, String time, JsonNode written) {
        double value = written.asDouble();
        if (!written.isNumber() || value > MOST) {
            problem(where, "has the value '%s'; values are numbers up to %.0e".formatted(written.asText(), MOST));
            return;
        }
        try {
            OffsetDateTime at = OffsetDateTime.parse(time).withOffsetSameInstant(ZoneOffset.UTC);
            days.add(at.toLocalDate());
            sums.computeIfAbsent(label, _ -> new double[24])[at.getHour()] += value;
        } catch (DateTimeException other) {
            problem(where, "has the timestamp '%s'; timestamps are such as 2026-11-22T14:00:00+00:00".formatted(time));
            return;
        }
        if (value < 0) {
            problem(where, "has the value %s; none is negative".formatted(value));
        }
    }

    private List<Tenant> tenants() {
        List<Tenant> tenants = new ArrayList<>();
        sums.keySet().stream()
                .filter(label -> label.startsWith("Requests" + OF_TENANT))
                .map(label -> label.substring(("Requests" + OF_TENANT).length()))
                .forEach(name -> {
                    if (TenantId.isOne(name)
                            && topology.tenant(new TenantId(name)).isPresent()) {
                        tenants.add(topology.tenant(new TenantId(name)).get());
                    } else {
                        notes.add("left out: tenant '%s', which the configuration has not".formatted(name));
                    }
                });
        return tenants;
    }

    private double sum(String label, int hour) {
        double[] all = sums.get(label);
        return all == null ? 0 : all[hour];
    }

    private double day(String metric, Tenant tenant) {
        double all = 0;
        for (int hour = 0; hour < 24; hour++) {
            all += sum(metric + OF_TENANT + tenant.id(), hour);
        }
        return all;
    }

    private List<Traffic.Row> rows(int hour, List<Tenant> tenants) {
        List<Traffic.Row> rows = new ArrayList<>();
        fitted(hour, tenants)
                .forEach((tenant, aliases) -> aliases.forEach((alias, requests) -> {
                    long many = Math.round(requests / days.size());
                    if (many > 0) {
                        rows.add(row(tenant, alias, hour, many));
                    }
                }));
        return rows;
    }

    /// The requests of each tenant for each of its aliases, so that both sums hold as nearly as
    /// possible.
    private Map<Tenant, Map<Alias, Double>> fitted(int hour, List<Tenant> tenants) {
        Map<Tenant, Map<Alias, Double>> fitted = new HashMap<>();
        tenants.forEach(tenant -> {
            Map<Alias, Double> its = new TreeMap<>();
            tenant.models().forEach(alias -> its.put(alias, 1 + sum("Requests model=" + alias, hour)));
            fitted.put(tenant, its);
        });
        for (int step = 0; step < FITTING_STEPS; step++) {
            topology.routes().keySet().forEach(alias -> {
                double all = fitted.values().stream()
                        .mapToDouble(its -> its.getOrDefault(alias, 0.0))
                        .sum();
                double scale = all == 0 ? 0 : sum("Requests model=" + alias, hour) / all;
                fitted.values().forEach(its -> its.computeIfPresent(alias, (_, now) -> now * scale));
            });
            fitted.forEach((tenant, its) -> {
                double all =
                        its.values().stream().mapToDouble(Double::doubleValue).sum();
                double wanted = sum("Requests" + OF_TENANT + tenant.id(), hour);
                its.replaceAll((_, now) -> all == 0 ? wanted / its.size() : now * wanted / all);
            });
        }
        return fitted;
    }

    private Traffic.Row row(Tenant tenant, Alias alias, int hour, long requests) {
        double answers = Math.max(1, day("Answers", tenant));
        double tokens = Math.max(1, day("Tokens", tenant) / answers);
        double output = output(tenant, tokens, day("MicroUsd", tenant) / answers);
        return new Traffic.Row(
                tenant.id(),
                alias,
                hour,
                requests,
                Lengths.ofMean(Math.max(1, tokens - output), USUAL_RATIO),
                Lengths.ofMean(output, USUAL_RATIO),
                Math.clamp(day("FirstTokenMillis", tenant) / answers, 0.0, 1.0),
                OptionalLong.empty());
    }

    /// `input + output = tokens` and `input x its price + output x its price = cost`, at the mean price of the tenant's
    /// aliases by their requests.
    private double output(Tenant tenant, double tokens, double microUsd) {
        double weights = 0;
        double input = 0;
        double output = 0;
        for (Alias alias : tenant.models()) {
            Price price = topology.route(tenant, alias)
                    .orElseThrow()
                    .targets()
                    .findFirst()
                    .orElseThrow()
                    .profile()
                    .price();
            double weight = 1;
            for (int hour = 0; hour < 24; hour++) {
                weight += sum("Requests model=" + alias, hour);
            }
            weights += weight;
            input += weight * price.input();
            output += weight * price.output();
        }
        double dearer = (output - input) / weights;
        double over = microUsd * MICRO_IN_PER_TOKEN - tokens * input / weights;
        return dearer <= 0 ? 0 : Math.clamp(over / dearer, 0.0, tokens - 1);
    }
}
