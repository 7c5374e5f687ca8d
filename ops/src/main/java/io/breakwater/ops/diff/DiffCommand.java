package io.breakwater.ops.diff;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `diff FILE`: says in words what `cdk diff` has found. It exits with 0 if no existing resource is
/// replaced or deleted, 3 if one is, and 1 if the file has no stack.
@Command(name = "diff", description = "Says in words what cdk diff has found.")
public final class DiffCommand implements Callable<Integer> {
    private static final int UNREADABLE = 1;
    private static final int REPLACES = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The output of cdk diff.")
    private Path file = Path.of("");

    @Option(names = "--full", description = "Prints that output, too.")
    private boolean full;

    @Override
    public Integer call() throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (full) {
            lines.forEach(spec.commandLine().getOut()::println);
        }
        List<StackDiff> stacks = CdkDiff.read(lines);
        if (stacks.isEmpty()) {
            spec.commandLine().getErr().println("cdk diff has printed no stack; its output is in " + file);
            return UNREADABLE;
        }
        GuardrailsDiff.read(lines).sentences().forEach(spec.commandLine().getOut()::println);
        DiffText.of(stacks).forEach(spec.commandLine().getOut()::println);
        return stacks.stream().allMatch(StackDiff::keepsAll) ? 0 : REPLACES;
    }
}
