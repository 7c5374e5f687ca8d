package io.breakwater;

import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What can be typed to a command: its subcommands, its options with their values, and its parameters.
public final class CommandNames {

    public static Set<String> of(CommandLine command) {
        Set<String> names = new TreeSet<>();
        add("", command, names);
        return names;
    }

    private static void add(String before, CommandLine command, Set<String> names) {
        String here = before + command.getCommandName();
        names.add(here);
        for (OptionSpec option : command.getCommandSpec().options()) {
            names.add(here + " " + String.join("|", option.names()) + value(option)
                    + (option.required() ? " (required)" : ""));
        }
        for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
            names.add(here + " parameter " + parameter.index() + " " + parameter.paramLabel());
        }
        command.getSubcommands().values().forEach(each -> add(here + " ", each, names));
    }

    private static String value(OptionSpec option) {
        Class<?> type = option.typeInfo().getType();
        if (type.isEnum()) {
            return "=" + String.join("|", option.typeInfo().getEnumConstantNames());
        }
        return option.arity().max() == 0 ? "" : "=VALUE";
    }

    private CommandNames() {}
}
