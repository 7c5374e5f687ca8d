package io.breakwater.fleet.capacity;

import io.breakwater.model.Alias;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Topology;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Problem;
import io.breakwater.surface.NearestText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Traffic from a file: CSV with a header, one row for a tenant's requests to an alias in an hour.
/// Blank lines and those that begin with `#` are ignored. All faults are reported at once, each with
/// its line.
public final class TrafficFile {
    private static final List<String> COLUMNS = List.of(
            "tenant", "alias", "hour", "requests", "input_p50", "input_p99", "output_p50", "output_p99", "streamed");

    /// The optional column.
    private static final String MAX_TOKENS = "max_tokens";

    private static final long MOST = 1_000_000_000;

    /// The largest bound that the gateway takes of a caller.
    private static final long MOST_MAX_TOKENS = 10_000_000;

    private final String file;
    private final Topology topology;
    private final List<Problem> problems = new ArrayList<>();
    private List<String> header = List.of();

    private TrafficFile(String file, Topology topology) {
        this.file = file;
        this.topology = topology;
    }

    /// @param file the file's name in problems
    /// @param topology which tenants may ask for which aliases
    public static Loaded<Traffic> read(String file, String content, Topology topology) {
        return new TrafficFile(file, topology).read(content);
    }

    private Loaded<Traffic> read(String content) {
        List<Traffic.Row> rows = new ArrayList<>();
        List<String> lines = content.replace("\uFEFF", "").lines().toList();
        for (int number = 1; number <= lines.size() && (header.isEmpty() || !headerBroken()); number++) {
            String line = lines.get(number - 1).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                line(number, cells(line)).ifPresent(rows::add);
            }
        }
        if (problems.isEmpty() && rows.stream().noneMatch(row -> row.requests() > 0)) {
            problem(
                    Math.max(1, lines.size()),
                    "has no requests: a row is, for example, "
                            + "'search,claude-sonnet,14,3600,1200,8000,300,1500,0.8', below the header "
                            + headerText());
        }
        return problems.isEmpty()
                ? new Loaded.Valid<>(new Traffic(file, rows, List.of()))
                : new Loaded.Invalid<>(problems);
    }

    private boolean headerBroken() {
        return !header.containsAll(COLUMNS);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1))
                .map(cell -> cell.strip().replaceAll("^\"|\"$", ""))
                .toList();
    }

    private static String headerText() {
        return String.join(",", COLUMNS);
    }

    private Optional<Traffic.Row> line(int number, List<String> cells) {
        if (header.isEmpty()) {
            header(number, cells);
            return Optional.empty();
        }
        if (cells.size() != header.size()) {
            problem(
                    number,
                    "has %d values, but the header has %d columns: %s; write one value for each"
                            .formatted(cells.size(), header.size(), String.join(",", header)));
            return Optional.empty();
        }
        int before = problems.size();
        Row row = new Row(number, cells);
        Optional<Tenant> tenant = tenant(row);
        Optional<Alias> alias = tenant.flatMap(known -> alias(row, known));
        int hour = (int) row.whole("hour", 0, 23, "an hour of the day in UTC");
        long requests = row.whole("requests", 0, MOST, "how many arrive in that hour");
        Optional<Lengths> input = lengths(row, "input");
        Optional<Lengths> output = lengths(row, "output");
        double streamed = row.share("streamed");
        OptionalLong most = maxTokens(row);
        if (problems.size() > before || tenant.isEmpty() || alias.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Traffic.Row(
                tenant.get().id(),
                alias.get(),
                hour,
                requests,
                input.orElseThrow(),
                output.orElseThrow(),
                streamed,
                most));
    }

    private void header(int number, List<String> cells) {
        header = cells;
        if (cells.stream().noneMatch(COLUMNS::contains)) {
            problem(
                    number,
                    "has no header, with a comma between columns: write '%s' above the rows, and where callers name a bound also %s; got '%s'"
                            .formatted(headerText(), MAX_TOKENS, String.join(",", cells)));
            return;
        }
        for (String cell : cells) {
            if (!COLUMNS.contains(cell) && !cell.equals(MAX_TOKENS)) {
                problem(
                        number,
                        "has an unknown column '%s'%s; columns are %s, and where callers name a bound %s"
                                .formatted(cell, NearestText.hint(cell, COLUMNS), headerText(), MAX_TOKENS));
            }
            if (cells.stream().filter(cell::equals).count() > 1) {
                problem(number, "has the column '" + cell + "' twice; keep one");
            }
        }
        List<String> missing =
                COLUMNS.stream().filter(column -> !cells.contains(column)).toList();
        if (!missing.isEmpty()) {
            problem(
                    number,
                    "lacks the columns %s; the first line names all of %s"
                            .formatted(String.join(", ", missing), headerText()));
        }
    }

    private Optional<Tenant> tenant(Row row) {
        String name = row.text("tenant");
        List<String> known = topology.tenants().keySet().stream()
                .map(TenantId::value)
                .sorted()
                .toList();
        if (!known.contains(name)) {
            problem(
                    row.number(),
                    "there is no tenant '%s' in the configuration%s; write one of its tenants, or add it there"
                            .formatted(name, NearestText.hint(name, known)));
            return Optional.empty();
        }
        return topology.tenant(new TenantId(name));
    }

    private Optional<Alias> alias(Row row, Tenant tenant) {
        String name = row.text("alias");
        List<String> own = tenant.models().stream().map(Alias::value).sorted().toList();
        if (own.contains(name)) {
            return Optional.of(new Alias(name));
        }
        boolean there = topology.routes().keySet().stream()
                .anyMatch(alias -> alias.value().equals(name));
        problem(
                row.number(),
                there
                        ? "tenant '%s' may not use '%s', only %s; add it to the tenant's models, or take the row out"
                                .formatted(tenant.id(), name, String.join(", ", own))
                        : "there is no alias '%s' in the configuration%s; tenant '%s' may use %s"
                                .formatted(name, NearestText.hint(name, own), tenant.id(), String.join(", ", own)));
        return Optional.empty();
    }

    private Optional<Lengths> lengths(Row row, String what) {
        long p50 = row.whole(what + "_p50", 0, Lengths.MOST, "tokens");
        long p99 = row.whole(what + "_p99", 0, Lengths.MOST, "tokens");
        if (p50 >= 0 && p99 >= 0 && p99 < p50) {
            problem(
                    row.number(),
                    "%s_p99 is %d, below %s_p50, which is %d; exchange them".formatted(what, p99, what, p50));
            return Optional.empty();
        }
        return p50 < 0 || p99 < 0 ? Optional.empty() : Optional.of(new Lengths(p50, p99));
    }

    private OptionalLong maxTokens(Row row) {
        boolean said = header.contains(MAX_TOKENS) && !row.text(MAX_TOKENS).isEmpty();
        return said ? OptionalLong.of(row.whole(MAX_TOKENS, 1, MOST_MAX_TOKENS, "tokens")) : OptionalLong.empty();
    }

    private void problem(int line, String message) {
        problems.add(new Problem(file, "line " + line, message));
    }

    /// One line by the names of its columns.
    private final class Row {
        private final int number;
        private final List<String> cells;

        Row(int number, List<String> cells) {
            this.number = number;
            this.cells = cells;
        }

        int number() {
            return number;
        }

        String text(String column) {
            return cells.get(header.indexOf(column));
        }

        /// A whole number within bounds; -1, with a problem, if there is none.
        long whole(String column, long least, long most, String unit) {
            String text = text(column);
            boolean number =
                    text.matches("[0-9]{1,12}") && Long.parseLong(text) >= least && Long.parseLong(text) <= most;
            if (!number) {
                problem(
                        this.number,
                        "%s must be a whole number from %d to %d (%s), got '%s'"
                                .formatted(column, least, most, unit, text));
            }
            return number ? Long.parseLong(text) : -1;
        }

        double share(String column) {
            String text = text(column);
            boolean share = text.matches("0|1|[01]?\\.[0-9]{1,18}") && Double.parseDouble(text) <= 1;
            if (!share) {
                problem(number, "%s must be a share from 0 to 1, such as 0.8, got '%s'".formatted(column, text));
            }
            return share ? Double.parseDouble(text) : -1;
        }
    }

    /// The problems as one text, the first twenty of them.
    public static String text(List<Problem> problems) {
        String more = problems.size() > 20 ? "\nand %d more".formatted(problems.size() - 20) : "";
        return problems.stream().limit(20).map(Problem::toString).collect(Collectors.joining("\n")) + more;
    }
}
