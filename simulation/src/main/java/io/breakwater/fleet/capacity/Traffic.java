package io.breakwater.fleet.capacity;

import io.breakwater.model.Alias;
import io.breakwater.model.TenantId;
import java.util.List;
import java.util.OptionalLong;

/// A day of requests, by the hour.
///
/// @param source the file that it comes from
/// @param notes what was left out of it or assumed, for people
public record Traffic(String source, List<Row> rows, List<String> notes) {

    public Traffic {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /// What a tenant asks of an alias in one hour.
    ///
    /// @param hour of the day in UTC, 0 to 23
    /// @param requests that arrive in it
    /// @param streamed the share of them whose answer is streamed, 0 to 1
    /// @param maxTokens the bound that callers name; empty where they name none
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

    /// The rows of one hour in which anything is asked.
    public List<Row> in(int hour) {
        return rows.stream()
                .filter(row -> row.hour() == hour && row.requests() > 0)
                .toList();
    }
}
