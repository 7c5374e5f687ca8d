package io.breakwater.fleet.capacity;

import io.breakwater.model.Alias;
import io.breakwater.model.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A day of requests, by the hour.
///
/// @param source the file it comes from
/// @param notes what was left out of it or assumed, for people
public record Traffic(String source, List<Row> rows, List<String> notes) {

    public Traffic {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /// Rows that are read at most.
    private static final int MOST_ROWS = 20_000;

    /// Requests of one hour that are played at most: a thousand a second.
    private static final long MOST_AN_HOUR = 3_600_000;

    /// Why it is too much to be played, for whoever gave it; empty where it is not.
    public Optional<String> tooMuch() {
        if (rows.size() > MOST_ROWS) {
            return Optional.of("%s has %d rows, and at most %d are played; add up tenants, or hours, that are alike"
                    .formatted(source, rows.size(), MOST_ROWS));
        }
        Optional<String> tooLong = rows.stream()
                .filter(row -> Math.max(row.input().p99(), row.output().p99()) > Lengths.MOST)
                .map(row -> "%s has texts of %d tokens of tenant '%s' for '%s', and at most %d fit into a request"
                        .formatted(
                                source,
                                Math.max(row.input().p99(), row.output().p99()),
                                row.tenant(),
                                row.alias(),
                                Lengths.MOST))
                .findFirst();
        return tooLong.or(this::tooManyAnHour);
    }

    private Optional<String> tooManyAnHour() {
        Map<Integer, Long> byHour = rows.stream()
                .collect(Collectors.groupingBy(Row::hour, TreeMap::new, Collectors.summingLong(Row::requests)));
        return byHour.entrySet().stream()
                .filter(hour -> hour.getValue() > MOST_AN_HOUR)
                .map(hour ->
                        "%s has %d requests from %02d:00 to %02d:00, and at most %d in an hour are played; divide its requests and the environment's quotas and limits by the same number"
                                .formatted(source, hour.getValue(), hour.getKey(), hour.getKey() + 1, MOST_AN_HOUR))
                .findFirst();
    }

    /// So many, for people.
    static String days(int many) {
        return many == 1 ? "1 day" : many + " days";
    }

    /// A tenant's requests to an alias in one hour.
    ///
    /// @param hour of the day in UTC, 0 to 23
    /// @param requests how many requests arrive
    /// @param streamed the share of them whose answer is streamed, 0 to 1
    /// @param maxTokens the bound that callers set; empty if they set none
    public record Row(
            TenantId tenant,
            Alias alias,
            int hour,
            long requests,
            Lengths input,
            Lengths output,
            double streamed,
            OptionalLong maxTokens) {

        /// The same requests at this many times the rate.
        Row times(double factor) {
            return new Row(tenant, alias, hour, Math.round(requests * factor), input, output, streamed, maxTokens);
        }
    }

    /// The rows of one hour that have requests.
    public List<Row> in(int hour) {
        return rows.stream()
                .filter(row -> row.hour() == hour && row.requests() > 0)
                .toList();
    }
}
