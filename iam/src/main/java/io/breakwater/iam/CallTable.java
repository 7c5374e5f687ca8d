package io.breakwater.iam;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The AWS calls that a function or a command makes, as `calls/NAME.txt` declares them: one a line, with its
/// resource and the condition keys that it brings.
///
/// ```
/// dynamodb:GetItem  arn:aws:dynamodb:{region}:{account}:table/breakwater-{env}-quota
/// ```
///
/// @param name of the file
public record CallTable(String name, List<CallLine> lines) {

    public CallTable {
        lines = List.copyOf(lines);
    }

    /// @throws IllegalArgumentException if there is no such table, or a line is invalid
    public static CallTable of(String name) {
        try (InputStream file = CallTable.class.getResourceAsStream("/calls/" + name + ".txt")) {
            if (file == null) {
                throw new IllegalArgumentException("no calls are declared for " + name);
            }
            return new CallTable(name, lines(new String(file.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The calls with a role of an environment: of a function, of a shard, or of Bedrock's invocation log.
    ///
    /// @param role its name after that of the environment
    public static CallTable ofRole(String role) {
        if (role.startsWith("shard-")) {
            return of("shard").and(of("attribution")).and(of("counting")).and(of("responses"));
        }
        String own = role.replaceFirst("-[a-z]+-[a-z]+-[0-9]$", "");
        return own.equals("invocation-log") ? of(own) : of("function").and(of(own));
    }

    private static List<CallLine> lines(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(CallLine::parse)
                .toList();
    }

    /// Its own lines, then another's.
    public CallTable and(CallTable other) {
        return new CallTable(
                name, Stream.concat(lines.stream(), other.lines.stream()).toList());
    }

    /// Every call, with the placeholders filled in: a line once for each row that has all of its own.
    ///
    /// @throws IllegalArgumentException if no row fills a line
    public List<IamCall> calls(List<Map<String, String>> rows) {
        return lines.stream()
                .flatMap(line -> filled(line, rows).stream())
                .distinct()
                .toList();
    }

    private List<IamCall> filled(CallLine line, List<Map<String, String>> rows) {
        List<String> placeholders = line.placeholders();
        Map<List<String>, Map<String, String>> different = new LinkedHashMap<>();
        rows.stream()
                .filter(row -> row.keySet().containsAll(placeholders))
                .forEach(row -> different.putIfAbsent(
                        placeholders.stream().map(row::get).toList(), row));
        List<IamCall> calls =
                different.values().stream().map(line::with).distinct().toList();
        if (calls.isEmpty()) {
            throw new IllegalArgumentException("nothing fills in " + line + " of calls/" + name + ".txt");
        }
        return calls;
    }

    /// Whether a call is declared; placeholders without a value here fit any text.
    public boolean declares(String action, String resource, Map<String, String> values) {
        return lines.stream().anyMatch(line -> line.fits(action, resource, values));
    }
}
