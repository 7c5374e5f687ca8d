package io.breakwater.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// `scripts/verify schedules` and `figures`: plays the runs for docs/reliability.md, records the
/// results, and writes the page. Each range of schedules and each seed of the figures has a file of its
/// own, so several recordings can run side by side; one that was stopped continues where it was.
/// Results of another version stay until the run is repeated: figures with this version, schedules once
/// their file is deleted.
final class Recording {
    /// After this many schedules the results are written.
    private static final int STEP = 25;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final String version;

    /// @param root the project's root
    Recording(Path root, String version) {
        this.folder = root.resolve("docs/reliability");
        this.version = version;
    }

    /// @param args the project's root; `figures` or `schedules` with the first and the last seed, and on which day
    public static void main(String... args) throws IOException {
        Path root = Path.of(args[0]);
        Recording recording = new Recording(root, FleetVersion.current().text());
        switch (args[1]) {
            case "figures" -> recording.figures(Long.parseLong(args[2]), Long.parseLong(args[3]), args[4]);
            case "schedules" -> recording.schedules(Long.parseLong(args[2]), Long.parseLong(args[3]), args[4]);
            case String other -> throw new IllegalArgumentException("nothing is recorded of " + other);
        }
        ReliabilityPage.read(root).write(root);
    }

    /// All arguments behind the figures of the page, each once.
    static List<String> typed() {
        return Stream.of(
                        Goal.all().stream().flatMap(goal -> goal.typed().stream()),
                        Failovers.kinds().map(Failovers::typed),
                        ReliabilityPage.UNTOLD.values().stream(),
                        ReliabilityPage.REGION.stream(),
                        ReliabilityPage.PARTS.stream(),
                        ReliabilityPage.HANDS.stream())
                .flatMap(typed -> typed)
                .distinct()
                .toList();
    }

    private void figures(long first, long last, String day) throws IOException {
        for (long seed = first; seed <= last; seed++) {
            figures(seed, day);
        }
    }

    private void figures(long seed, String day) throws IOException {
        Path file = folder.resolve("figures/seed-%d.jsonl".formatted(seed));
        Map<String, JsonNode> cards = cards(file);
        cards.keySet().retainAll(typed());
        for (String typed : typed()) {
            JsonNode known = cards.get(typed);
            if (known == null || !known.at("/version").asText().equals(version)) {
                cards.put(
                        typed,
                        shortened(typed, SimulateCommand.card(typed, seed)).put("day", day));
                write(file, cards);
                System.out.println(typed + ", seed " + seed);
            }
        }
    }

    /// In the order in which they are typed.
    private static void write(Path file, Map<String, JsonNode> cards) throws IOException {
        StringBuilder lines = new StringBuilder();
        typed().stream()
                .filter(cards::containsKey)
                .forEach(typed -> lines.append(cards.get(typed)).append('\n'));
        replace(file, lines.toString());
    }

    private static Map<String, JsonNode> cards(Path file) throws IOException {
        Map<String, JsonNode> cards = new HashMap<>();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            JsonNode card = JSON.readTree(line);
            cards.put(card.at("/command").asText(), card);
        }
        return cards;
    }

    /// The card without values that the page does not use, and with the exact arguments.
    private static ObjectNode shortened(String typed, ObjectNode card) {
        card.remove(List.of("looks", "seen", "copies", "each", "scenario"));
        return card.put("command", typed);
    }

    private void schedules(long first, long last, String day) throws IOException {
        Path file = folder.resolve("schedules/%06d-%06d.json".formatted(first, last));
        ArrayNode runs = Files.exists(file) ? (ArrayNode) JSON.readTree(file.toFile()) : JSON.createArrayNode();
        long next =
                runs.isEmpty() ? first : runs.get(runs.size() - 1).at("/last").asLong() + 1;
        while (next <= last) {
            ObjectNode run = running(runs, next, day);
            for (long end = Math.min(last, next + STEP - 1); next <= end; next++) {
                add(run, new FleetRun(Schedules.of(next), Variant.NONE, 0).play());
            }
            replace(file, runs.toPrettyString() + "\n");
            System.out.printf("seeds %d to %d%n", first, next - 1);
        }
    }

    /// The last run of this version, or a new one.
    private ObjectNode running(ArrayNode runs, long next, String day) {
        if (!runs.isEmpty() && runs.get(runs.size() - 1).at("/version").asText().equals(version)) {
            return (ObjectNode) runs.get(runs.size() - 1);
        }
        ObjectNode run = runs.addObject().put("version", version).put("day", day);
        run.put("first", next).put("last", next - 1);
        List.of("simulatedSeconds", "requests", "calls", "faults").forEach(name -> run.put(name, 0));
        List.of("faultKinds", "looks", "seen").forEach(run::putObject);
        run.putArray("broken");
        return run;
    }

    private static void add(ObjectNode run, FleetWorld world) {
        FleetPlan plan = world.plan();
        run.put("last", plan.seed());
        more(run, "simulatedSeconds", world.time().elapsed().toSeconds());
        more(run, "requests", world.figures().requests());
        more(run, "calls", world.figures().upstream());
        more(run, "faults", plan.faults().size());
        plan.faults()
                .forEach(fault ->
                        more((ObjectNode) run.get("faultKinds"), fault.kind().label(), 1));
        world.findings()
                .looks()
                .forEach((property, times) -> more((ObjectNode) run.get("looks"), property.name(), times));
        world.findings().sights().forEach((sight, times) -> more((ObjectNode) run.get("seen"), sight, times));
        Set<Property> told = EnumSet.noneOf(Property.class);
        world.findings().broken().stream()
                .filter(broken -> told.add(broken.property()))
                .forEach(broken -> ((ArrayNode) run.get("broken"))
                        .addObject()
                        .put("seed", plan.seed())
                        .put("property", broken.property().name())
                        .put("what", broken.text()));
    }

    private static void more(ObjectNode of, String name, long times) {
        of.put(name, of.path(name).asLong() + times);
    }

    private static void replace(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(beside, text);
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
