package io.breakwater.deploytest.world;

import io.breakwater.deploytest.docs.DocumentedCommand;
import io.breakwater.deploytest.docs.DocumentedCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The commands of the pages that a test types, and which of them it has typed.
public final class TypedCommands {
    /// A key with its secret; a log that contains one is deleted.
    private static final Pattern KEY = Pattern.compile("bw_[a-z0-9-]+_[0-9A-Za-z]{12}_[0-9A-Za-z]{32}");

    private final DocumentedCommands commands;
    private final Terminals terminals;
    private final Map<String, String> values;
    private final Set<DocumentedCommand> typed = new LinkedHashSet<>();
    private final Set<DocumentedCommand> lacking = new LinkedHashSet<>();

    /// Opens a terminal with additional variables.
    public interface Terminals {
        Terminal open(Map<String, String> variables) throws IOException;
    }

    /// @param values of the listing's placeholders
    public TypedCommands(DocumentedCommands commands, Terminals terminals, Map<String, String> values) {
        this.commands = commands;
        this.terminals = terminals;
        this.values = Map.copyOf(values);
    }

    /// The commands of a step, in their order.
    public List<DocumentedCommand> of(String step) {
        return commands.of(step);
    }

    /// Types all of a step.
    ///
    /// @return their results, except for those that need a program that this machine lacks
    /// @throws Unshown if one does not end as the listing says
    public List<Finished> type(String step) throws Unshown, IOException, InterruptedException {
        return type(step, Map.of());
    }

    /// Types all of a step.
    ///
    /// @param variables in addition to those of every terminal
    public List<Finished> type(String step, Map<String, String> variables)
            throws Unshown, IOException, InterruptedException {
        List<Finished> finished = new ArrayList<>();
        for (DocumentedCommand command : of(step)) {
            finished.addAll(type(command, variables, Map.of()));
        }
        return List.copyOf(finished);
    }

    /// Types one.
    ///
    /// @param more values of placeholders
    /// @return its result; empty if this machine lacks a program that it needs
    public List<Finished> type(DocumentedCommand command, Map<String, String> variables, Map<String, String> more)
            throws Unshown, IOException, InterruptedException {
        if (!command.lacks().isEmpty()) {
            lacking.add(command);
            return List.of();
        }
        Map<String, String> all = new HashMap<>(values);
        all.putAll(more);
        try (Terminal terminal = terminals.open(variables)) {
            Finished finished = terminal.type(commands.filledIn(command.command(), all), command.ending());
            typed.add(command);
            if (KEY.matcher(finished.output()).find()) {
                Files.delete(finished.log());
            }
            return List.of(finished);
        }
    }

    /// The commands of these steps that have not been typed although this machine has all their
    /// programs.
    public List<DocumentedCommand> left(Set<String> steps) {
        return commands.all().stream()
                .filter(command -> steps.contains(command.runner()))
                .filter(command -> !typed.contains(command) && !lacking.contains(command))
                .toList();
    }

    /// The commands for which this machine lacks a program.
    public Set<DocumentedCommand> lacking() {
        return Set.copyOf(lacking);
    }
}
