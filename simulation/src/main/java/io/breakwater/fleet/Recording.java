package io.breakwater.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// `scripts/verify schedules` and `figures`: plays what docs/reliability.md is made of, writes down what was seen, and
/// then the page. What has been played by this version is not played again, so a recording that was stopped goes on.
final class Recording {
    /// After so many schedules what was seen is written.
    private static final int STEP = 25;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final String version;

    /// @param root of the project
    Recording(Path root, String version) {
        this.folder = root.resolve("docs/reliability");
        this.version = version;
    }

    /// @param args the project's root; `figures` with how many seeds, or `schedules` with the first and the last seed,
    /// and on which day
    public static void main(String... args) throws IOException {
        Path root = Path.of(args[0]);
        Recording recording = new Recording(root, FleetVersion.current().text());
        switch (args[1]) {
            case "figures" -> recording.figures(Integer.parseInt(args[2]));
            case "schedules" -> recording.schedules(Long.parseLong(args[2]), Long.parseLong(args[3]), args[4]);
            case String other -> throw new IllegalArgumentException("nothing is recorded of " + other);
        }
        ReliabilityPage.read(root).write(root);
    }

    /// All that is typed to see a figure of the page, each once.
    static List<String> typed() {
        return Stream.of(
                        Goal.all().stream().flatMap(goal -> goal.typed().stream()),
                        ReliabilityPage.failovers().stream(),
                        ReliabilityPage.PARTS.stream(),
                        ReliabilityPage.HANDS.stream())
                .flatMap(typed -> typed)
                .distinct()
                .toList();
    }

    private void figures(int seeds) throws IOException {
        Path file = folder.resolve("figures.jsonl");
        List<String> kept = new ArrayList<>();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            if (JSON.readTree(line).at("/version").asText().equals(version)) {
                kept.add(line);
            }
        }
        for (long seed = 1; seed <= seeds; seed++) {
            for (String typed : typed()) {
                if (kept.stream().noneMatch(have(typed, seed))) {
                    kept.add(shortened(typed, SimulateCommand.card(typed, seed)).toString());
                    replace(file, String.join("\n", kept) + "\n");
                    System.out.println(typed + ", seed " + seed);
                }
            }
        }
    }

    private static Predicate<String> have(String typed, long seed) {
        return line -> line.contains("\"command\":\"" + typed + "\",\"seed\":" + seed + ",");
    }

    /// Without what the page does not say, and with what was typed, word by word.
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

    /// What this version has played last, or a new one.
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
        world.findings().broken().stream()
                .limit(1)
                .forEach(broken -> ((ArrayNode) run.get("broken"))
                        .addObject()
                        .put("seed", plan.seed())
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
