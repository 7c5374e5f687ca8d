package io.breakwater.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// docs/reliability.md and its charts: fixed text around tables of the recorded results.
///
/// @param cards the cards as `--json` prints them
/// @param runs the recorded runs of schedules
/// @param bugs the planted bugs
record ReliabilityPage(List<JsonNode> cards, List<JsonNode> runs, List<JsonNode> bugs) {
    private static final String MANY = "--copies 1 --each 1000";

    /// The shares of all calls that fail.
    static final List<String> PARTS = Stream.of("0.1", "0.5", "1")
            .map(part -> "all-dead --copies 300 --rate 5 --tiers 1 --load 0.4 --fault server-fault=" + part)
            .toList();

    /// Faults at targets whose quotas the gateway is not told.
    static final Map<String, String> UNTOLD = untoldRows();

    /// A Region that is lost.
    static final List<String> REGION = Stream.of(MANY, "--copies 300")
            .map(copies -> "region-lost %s --rate 10 --load 0.4 --tiers 1 --fault-minutes 3".formatted(copies))
            .toList();

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Map<String, String> untoldRows() {
        String copies = "--copies 100";
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("one of six dead", untold("target-dead", copies, ""));
        rows.put("five of six dead", untold("five-of-six-dead", copies, ""));
        rows.put("quotas cut to 40 %", untold("quota-cut", copies, ""));
        rows.put("70 % throttled by chance", untold("all-dead", copies, " --fault throttle=0.7"));
        rows.put("20 % throttled by chance", untold("all-dead", copies, " --fault throttle=0.2"));
        rows.put("70 % throttled by chance, one process", untold("all-dead", MANY, " --fault throttle=0.7"));
        rows.put("20 % throttled by chance, one process", untold("all-dead", MANY, " --fault throttle=0.2"));
        return rows;
    }

    private static String untold(String scenario, String copies, String fault) {
        return "%s %s --rate 10 --load 0.7 --tiers 1 --fault-minutes 3 --untold%s".formatted(scenario, copies, fault);
    }

    /// Reads the recorded results.
    static ReliabilityPage read(Path root) throws IOException {
        Path folder = root.resolve("docs/reliability");
        List<JsonNode> cards = new ArrayList<>();
        for (Path file : recorded(folder.resolve("figures"))) {
            for (String line : Files.readAllLines(file)) {
                cards.add(JSON.readTree(line));
            }
        }
        List<JsonNode> runs = new ArrayList<>();
        for (Path file : recorded(folder.resolve("schedules"))) {
            JSON.readTree(file.toFile()).forEach(runs::add);
        }
        runs.sort(Comparator.comparingLong(run -> run.at("/first").asLong()));
        List<JsonNode> bugs = new ArrayList<>();
        JSON.readTree(folder.resolve("bugs.json").toFile()).forEach(bugs::add);
        return new ReliabilityPage(cards, runs, bugs);
    }

    /// What recordings have written into a folder, and not what one of them is writing.
    private static List<Path> recorded(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(Files.createDirectories(folder))) {
            return files.filter(name -> !name.toString().endsWith(".new"))
                    .sorted()
                    .toList();
        }
    }

    void write(Path root) throws IOException {
        for (Map.Entry<String, String> file : files().entrySet()) {
            Files.writeString(root.resolve(file.getKey()), file.getValue());
        }
    }

    /// The generated files, by their paths in the project.
    Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        files.put("docs/reliability.md", page());
        files.put("docs/reliability/failover.svg", new Failovers(cards).chart());
        files.put("docs/reliability/amplification.svg", amplificationChart());
        return files;
    }

    private String page() {
        Map<String, String> tables = new LinkedHashMap<>();
        Failovers failovers = new Failovers(cards);
        RecordedSchedules schedules = new RecordedSchedules(runs);
        tables.put("properties", schedules.properties());
        tables.put("schedules", schedules.table());
        tables.put("faults", schedules.counts("faultKinds"));
        tables.put("seen", schedules.counts("seen"));
        tables.put("figures", figures());
        tables.put("planted", bugs.size() + ".\n");
        tables.put("bugs", bugsByProperty());
        tables.put("goals", goals());
        tables.put("failover", failovers.table());
        tables.put("not-played", OutcomesPlayed.list());
        tables.put("untold", untold());
        tables.put("region", region());
        tables.put("parts", parts());
        tables.put("hands", new BlastRadius(cards).table());
        String page = template();
        for (Map.Entry<String, String> table : tables.entrySet()) {
            page = page.replace("{{" + table.getKey() + "}}\n", table.getValue());
        }
        return page;
    }

    private static String template() {
        try (InputStream in = ReliabilityPage.class.getResourceAsStream("reliability.md")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private String bugsByProperty() {
        Map<String, List<String>> byProperty = new TreeMap<>();
        bugs.forEach(bug -> byProperty
                .computeIfAbsent(bug.at("/property").asText(), _ -> new ArrayList<>())
                .add("`%s` (%d)"
                        .formatted(bug.at("/bug").asText(), bug.at("/seed").asLong())));
        return table(
                "| breaks | planted bugs, each with a seed that finds it |",
                byProperty.entrySet().stream()
                        .map(one -> "| %s | %s |".formatted(one.getKey(), String.join(", ", one.getValue()))));
    }

    private SeedCards of(String typed) {
        return SeedCards.of(cards, typed);
    }

    /// What has played the figures.
    private String figures() {
        return "%,d runs, by gateway and simulator of version %s.%n"
                .formatted(
                        cards.size(),
                        cards.stream()
                                .collect(Collectors.groupingBy(
                                        card -> card.at("/version").asText(), TreeMap::new, Collectors.toList()))
                                .values()
                                .stream()
                                .map(PlayedBy::text)
                                .collect(Collectors.joining("; ")));
    }

    private String goals() {
        return table(
                "| | asked | seen, the worst | | scenarios x seeds |",
                Goal.all().stream().map(this::goal));
    }

    private String goal(Goal goal) {
        double seen = seen(goal);
        return "| %s | %s | %s | %s | %d x %d |"
                .formatted(
                        goal.claim(),
                        goal.asked(),
                        goal.unit().text(seen),
                        goal.holds(seen) ? "met" : "**not met**",
                        goal.typed().size(),
                        goal.typed().isEmpty()
                                ? 0
                                : of(goal.typed().getFirst()).cards().size());
    }

    /// The worst recorded figure.
    double seen(Goal goal) {
        return goal.seen(goal.typed().stream()
                .flatMap(typed -> of(typed).cards().stream())
                .toList());
    }

    String parts() {
        return table(
                "| calls that fail | upstream calls a request | answered | refused, by status |",
                PARTS.stream().map(typed -> {
                    SeedCards played = of(typed);
                    return "| %.0f %% | %.2f | %.2f %% | %s |"
                            .formatted(
                                    100 * part(typed),
                                    played.most("/amplificationInFault"),
                                    100 * played.least("/inFault/success"),
                                    refusals(played));
                }));
    }

    private static double part(String typed) {
        return Double.parseDouble(typed.substring(typed.lastIndexOf('=') + 1));
    }

    /// Of the seed that was answered least.
    private static String refusals(SeedCards played) {
        String counted = played.withLeast("/inFault/success").stream()
                .flatMap(card -> card.at("/inFault/notAnswered").properties().stream())
                .map(one -> "%s: %,d".formatted(one.getKey(), one.getValue().asLong()))
                .collect(Collectors.joining(", "));
        return counted.isEmpty() ? "none" : counted;
    }

    private String untold() {
        return table(
                "| | copies | calls a request | answered |",
                UNTOLD.entrySet().stream().map(row -> {
                    SeedCards played = of(row.getValue());
                    return "| %s | %s | %.2f | %.2f %% |"
                            .formatted(
                                    row.getKey(),
                                    copies(row.getValue()),
                                    played.most("/amplificationInFault"),
                                    100 * played.least("/inFault/success"));
                }));
    }

    private String region() {
        return table(
                "| copies | calls to the Region in each minute | calls a request | answered |",
                REGION.stream().map(typed -> {
                    SeedCards played = of(typed);
                    return "| %s | %s | %.2f | %.2f %% |"
                            .formatted(
                                    copies(typed),
                                    Stream.of(0, 1, 2)
                                            .map(minute -> "%.0f".formatted(played.most("/struckPerMinute/" + minute)))
                                            .collect(Collectors.joining(", ")),
                                    played.most("/amplificationInFault"),
                                    100 * played.least("/inFault/success"));
                }));
    }

    private static String copies(String typed) {
        return typed.contains("--each")
                ? "1 of many requests"
                : typed.replaceAll(".*--copies (\\d+).*", "$1 of one request");
    }

    private String amplificationChart() {
        return new SvgBars(
                        "Upstream calls a request while a part of all calls fails",
                        "",
                        PARTS.stream()
                                .map(typed -> new SvgBars.Bar(
                                        "%.0f %% of all calls".formatted(100 * part(typed)),
                                        of(typed).most("/amplificationInFault"),
                                        3))
                                .toList())
                .text();
    }

    static String table(String head, Stream<String> rows) {
        String rule = head.replaceAll("[^|]+", "---");
        return rows.collect(Collectors.joining("\n", head + "\n" + rule + "\n", "\n"));
    }
}
