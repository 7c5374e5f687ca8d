package io.breakwater.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
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
/// their file is deleted. It ends with 3 if a property did not hold in what it was asked for.
final class Recording {
    /// After this many schedules the results are written.
    private static final int STEP = 25;

    private static final int BROKEN = 3;
    private static final int BAD_USE = 2;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final PlayedBy by;

    /// @param root the project's root
    Recording(Path root, PlayedBy by) {
        this.folder = root.resolve("docs/reliability");
        this.by = by;
    }

    /// @param args the project's root; `figures` or `schedules` with the first and the
    /// last seed; the day; the commit of the
    /// sources
    public static void main(String... args) throws IOException {
        if (args.length != 6) {
            System.err.println("Recording takes ROOT figures|schedules FIRST LAST DAY COMMIT, got " + List.of(args));
            System.exit(BAD_USE);
        }
        Path root = Path.of(args[0]);
        Recording recording =
                new Recording(root, new PlayedBy(FleetVersion.current().text(), args[4], args[5]));
        List<String> broken = recording.record(args[1], Long.parseLong(args[2]), Long.parseLong(args[3]));
        ReliabilityPage.read(root).write(root);
        broken.forEach(one -> System.err.println("did not hold: " + one));
        System.exit(broken.isEmpty() ? 0 : BROKEN);
    }

    /// Plays what is not recorded yet.
    ///
    /// @return what did not hold, also of what was recorded before
    List<String> record(String what, long first, long last) throws IOException {
        if (first > last) {
            throw new IllegalArgumentException("there is no seed from %d to %d".formatted(first, last));
        }
        return switch (what) {
            case "figures" -> figures(first, last);
            case "schedules" -> schedules(first, last);
            case String other -> throw new IllegalArgumentException("nothing is recorded of " + other);
        };
    }

    /// All arguments behind the figures of the page, each once.
    static List<String> typed() {
        return Stream.of(
                        Goal.all().stream().flatMap(goal -> goal.typed().stream()),
                        Failovers.rows().map(FailoverRow::typed),
                        ReliabilityPage.UNTOLD.values().stream(),
                        ReliabilityPage.REGION.stream(),
                        ReliabilityPage.PARTS.stream(),
                        BlastRadius.typed().stream())
                .flatMap(typed -> typed)
                .distinct()
                .toList();
    }

    private List<String> figures(long first, long last) throws IOException {
        List<String> broken = new ArrayList<>();
        for (long seed = first; seed <= last; seed++) {
            figures(seed).filter(Recording::broke).map(Recording::told).forEach(broken::add);
        }
        return broken;
    }

    /// What a shuffle breaks says nothing of the gateway.
    private static boolean broke(JsonNode card) {
        return !card.at("/broken").isEmpty() && !card.at("/command").asText().contains("--shuffle");
    }

    private static String told(JsonNode card) {
        return "%s, seed %d: %s"
                .formatted(
                        card.at("/command").asText(),
                        card.at("/seed").asLong(),
                        card.at("/broken/0").asText());
    }

    private Stream<JsonNode> figures(long seed) throws IOException {
        Path file = folder.resolve("figures/seed-%d.jsonl".formatted(seed));
        Map<String, JsonNode> cards = cards(file);
        cards.keySet().retainAll(typed());
        for (String typed : typed()) {
            JsonNode known = cards.get(typed);
            if (known == null || !known.at("/version").asText().equals(by.version())) {
                cards.put(typed, by.written(shortened(typed, SimulateCommand.card(typed, seed))));
                write(file, cards);
                System.out.println(typed + ", seed " + seed);
            }
        }
        return cards.values().stream();
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

    private List<String> schedules(long first, long last) throws IOException {
        Path file = folder.resolve("schedules/%06d-%06d.json".formatted(first, last));
        ArrayNode runs = Files.exists(file) ? (ArrayNode) JSON.readTree(file.toFile()) : JSON.createArrayNode();
        long next =
                runs.isEmpty() ? first : runs.get(runs.size() - 1).at("/last").asLong() + 1;
        while (next <= last) {
            ObjectNode run = running(runs, next);
            for (long end = Math.min(last, next + STEP - 1); next <= end; next++) {
                add(run, new FleetRun(Schedules.of(next), Variant.NONE, 0).play());
            }
            replace(file, runs.toPrettyString() + "\n");
            System.out.printf("seeds %d to %d%n", first, next - 1);
        }
        return runs.valueStream()
                .flatMap(run -> run.at("/broken").valueStream())
                .map(one -> "seed %d: %s"
                        .formatted(one.at("/seed").asLong(), one.at("/what").asText()))
                .toList();
    }

    /// The last run of this version, or a new one.
    private ObjectNode running(ArrayNode runs, long next) {
        if (!runs.isEmpty() && runs.get(runs.size() - 1).at("/version").asText().equals(by.version())) {
            return (ObjectNode) runs.get(runs.size() - 1);
        }
        ObjectNode run = by.written(runs.addObject());
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
