package io.breakwater.deploytest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.RealTime;
import io.breakwater.deploytest.world.Children;
import io.breakwater.deploytest.world.Terminal;
import io.breakwater.deploytest.world.Unshown;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The commands of the pages that need no AWS account, typed as they are written; each group of them
/// has a terminal of its own.
@RealTime
class CommandsOnThisMachineTest {
    private static final String NAME = CommandsOnThisMachineTest.class.getSimpleName();

    private static final Duration LONGEST = Duration.ofMinutes(3);

    /// These ports are below those that systems assign to outgoing connections.
    private static final int LEAST_PORT = 20_000;

    private static final int MOST_PORT = 30_000;

    @TempDir
    static Path folder;

    private static final List<Terminal> TERMINALS = new ArrayList<>();

    private final SplittableRandom random = new SplittableRandom();

    @AfterAll
    static void close() {
        TERMINALS.forEach(Terminal::close);
    }

    @TestFactory
    Stream<DynamicContainer> every_command_does_what_its_page_says() throws IOException {
        DocumentedCommands commands = DocumentedCommands.of(Checkout.PROJECT);
        Checkout checkout = Checkout.in(Files.createDirectories(folder.resolve("checkout")));
        return groups(commands).entrySet().stream()
                .map(group ->
                        DynamicContainer.dynamicContainer(group.getKey(), typed(group.getValue(), commands, checkout)));
    }

    private static Map<String, List<DocumentedCommand>> groups(DocumentedCommands commands) {
        Map<String, List<DocumentedCommand>> groups = new LinkedHashMap<>();
        commands.all().stream()
                .map(DocumentedCommand::runner)
                .filter(runner -> runner.startsWith(NAME + "."))
                .distinct()
                .forEach(runner -> groups.put(runner, commands.of(runner)));
        assertThat(groups).isNotEmpty();
        return groups;
    }

    private Stream<DynamicTest> typed(List<DocumentedCommand> group, DocumentedCommands commands, Checkout checkout) {
        Map<String, String> values = Map.of(
                "port", freePort(),
                "simulationPort", freePort(),
                "folder", checkout.root().toString());
        Map<String, String> variables = new HashMap<>(checkout.variables());
        variables.put("BREAKWATER_PORT", values.get("port"));
        variables.put("BREAKWATER_SIM_PORT", values.get("simulationPort"));
        Terminal terminal = new Terminal(new Children(folder.resolve("logs")), checkout.root(), variables, LONGEST);
        TERMINALS.add(terminal);
        Stream<DynamicTest> rows = group.stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.toString(), () -> type(row, commands.filledIn(row.command(), values), terminal)));
        return Stream.concat(rows, Stream.of(DynamicTest.dynamicTest("the terminal is closed", terminal::close)));
    }

    private static void type(DocumentedCommand row, PageCommand text, Terminal terminal)
            throws IOException, InterruptedException {
        Assumptions.assumeTrue(row.lacks().isEmpty(), () -> row.lacks() + " is not on this machine: " + row);
        try {
            terminal.type(text, row.ending());
        } catch (Unshown wrong) {
            throw new AssertionError(
                    wrong.getMessage() + "\n"
                            + wrong.log().map(CommandsOnThisMachineTest::read).orElse(""),
                    wrong);
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String freePort() {
        return random.ints(LEAST_PORT, MOST_PORT)
                .filter(CommandsOnThisMachineTest::isFree)
                .mapToObj(String::valueOf)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return free.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
