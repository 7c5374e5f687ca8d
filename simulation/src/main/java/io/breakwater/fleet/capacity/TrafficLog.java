package io.breakwater.fleet.capacity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.model.Alias;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Topology;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Traffic from the gateway's own log: its lines with `"event":"RequestEnded"`, with any text before
/// the JSON in a line and any lines between. From several days the average day is taken.
///
/// Lengths are those of all hours together. Tokens read from a prompt cache count against no quota and
/// are left out.
public final class TrafficLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENT = "RequestEnded";
    private static final List<String> TOKENS = List.of("inputTokens", "cacheWriteTokens", "outputTokens");

    /// Requests whose lengths are remembered.
    private static final long MOST_REQUESTS = 5_000_000;

    private final String file;
    private final Topology topology;
    private final Map<Asked, Seen> seen = new TreeMap<>();
    private final Map<String, Long> leftOut = new TreeMap<>();
    private final Set<LocalDate> days = new HashSet<>();
    private long lines;
    private long requests;

    private TrafficLog(String file, Topology topology) {
        this.file = file;
        this.topology = topology;
    }

    private record Asked(TenantId tenant, Alias alias) implements Comparable<Asked> {
        @Override
        public int compareTo(Asked other) {
            return Comparator.comparing(Asked::tenant)
                    .thenComparing(Asked::alias)
                    .compare(this, other);
        }
    }

    /// A tenant's requests to an alias.
    private static final class Seen {
        private final Map<Integer, Long> byHour = new TreeMap<>();
        private final List<Long> input = new ArrayList<>();
        private final List<Long> output = new ArrayList<>();
        private long streamed;

        void add(int hour, JsonNode line) {
            byHour.merge(hour, 1L, Long::sum);
            long tokens = line.path("inputTokens").asLong()
                    + line.path("cacheWriteTokens").asLong();
            if (line.path("status").asInt() == 200 && tokens > 0) {
                input.add(tokens);
                output.add(line.path("outputTokens").asLong());
                streamed += line.has("firstTokenMillis") ? 1 : 0;
            }
        }

        double streamed() {
            return (double) streamed / input.size();
        }
    }

    /// @param file the file's name in problems
    public static Loaded<Traffic> read(String file, Stream<String> lines, Topology topology) {
        TrafficLog log = new TrafficLog(file, topology);
        lines.forEach(log::line);
        return log.traffic();
    }

    private void line(String line) {
        lines++;
        int brace = line.indexOf('{');
        if (brace >= 0 && line.contains(EVENT)) {
            json(line.substring(brace))
                    .filter(node -> node.path("event").asText().equals(EVENT))
                    .ifPresent(this::ended);
        }
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(JSON.readTree(text));
        } catch (JsonProcessingException cut) {
            return Optional.empty();
        }
    }

    private void ended(JsonNode line) {
        if (++requests > MOST_REQUESTS) {
            return;
        }
        String who = line.path("tenant").asText();
        String what = line.path("alias").asText();
        Optional<Instant> at = at(line.path("at").asText());
        Optional<Tenant> tenant = TenantId.isOne(who) ? topology.tenant(new TenantId(who)) : Optional.empty();
        Optional<Alias> alias = tenant.flatMap(known ->
                known.models().stream().filter(its -> its.value().equals(what)).findFirst());
        if (tenant.isEmpty() || alias.isEmpty() || at.isEmpty() || !isPossible(line)) {
            String reason = at.isEmpty()
                    ? "without a time in 'at'"
                    : tenant.isEmpty()
                            ? "of tenant '%s', which the configuration has not".formatted(who)
                            : alias.isEmpty()
                                    ? "of tenant '%s' for '%s', which it may not use now".formatted(who, what)
                                    : "with tokens below 0 or above %d".formatted(Lengths.MOST);
            leftOut.merge(reason, 1L, Long::sum);
            return;
        }
        days.add(LocalDate.ofInstant(at.get(), ZoneOffset.UTC));
        seen.computeIfAbsent(new Asked(tenant.get().id(), alias.get()), _ -> new Seen())
                .add(at.get().atOffset(ZoneOffset.UTC).getHour(), line);
    }

    private static boolean isPossible(JsonNode line) {
        return TOKENS.stream()
                .mapToDouble(name -> line.path(name).asDouble())
                .allMatch(tokens -> tokens >= 0 && tokens <= Lengths.MOST);
    }

    private static Optional<Instant> at(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }

    private Loaded<Traffic> traffic() {
        if (requests > MOST_REQUESTS) {
            return invalid("has %d requests, and at most %d are read; give it one day, or every tenth request"
                    .formatted(requests, MOST_REQUESTS));
        }
        List<Traffic.Row> rows = new ArrayList<>();
        seen.forEach((asked, its) -> {
            if (its.input.isEmpty()) {
                leftOut.merge(
                        "of tenant '%s' for '%s', of which none was answered".formatted(asked.tenant(), asked.alias()),
                        its.byHour.values().stream().mapToLong(Long::longValue).sum(),
                        Long::sum);
            } else {
                its.byHour.forEach((hour, requests) -> rows.add(row(asked, its, hour, requests)));
            }
        });
        List<String> notes = new ArrayList<>();
        notes.add("from a log of %d lines and %s; what SDKs tried again counts again"
                .formatted(lines, Traffic.days(days.size())));
        leftOut.forEach((reason, times) -> notes.add("left out: %d requests %s".formatted(times, reason)));
        return rows.isEmpty()
                ? invalid(
                        "has no requests that can be played among %d lines%s; write the router's JSON lines with \"event\":\"%s\" into it"
                                .formatted(lines, reasons(), EVENT))
                : new Loaded.Valid<>(new Traffic(file, rows, notes));
    }

    private String reasons() {
        return leftOut.isEmpty()
                ? ""
                : leftOut.entrySet().stream()
                        .map(left -> "%d %s".formatted(left.getValue(), left.getKey()))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private Loaded<Traffic> invalid(String why) {
        return new Loaded.Invalid<>(List.of(new Problem(file, "", why)));
    }

    private Traffic.Row row(Asked asked, Seen its, int hour, long requests) {
        return new Traffic.Row(
                asked.tenant(),
                asked.alias(),
                hour,
                Math.ceilDiv(requests, days.size()),
                lengths(its.input),
                lengths(its.output),
                its.streamed(),
                OptionalLong.empty());
    }

    private static Lengths lengths(List<Long> tokens) {
        List<Long> sorted = tokens.stream().sorted().toList();
        return new Lengths(at(sorted, 0.5), at(sorted, 0.99));
    }

    private static long at(List<Long> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
    }
}
