package io.breakwater.cleanup.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine;

/// The output of a command: on standard output, as text or as one JSON object.
record CommandOutput(CommandLine command, boolean json) {

    /// The result of a command.
    interface Report {
        List<String> lines();

        ObjectNode json();
    }

    void say(Report report) {
        if (json) {
            command.getOut().println(report.json().toPrettyString());
        } else {
            report.lines().forEach(command.getOut()::println);
        }
        command.getOut().flush();
    }

    /// Prints a line of progress for people.
    void progress(String line) {
        command.getErr().println(line);
        command.getErr().flush();
    }

    int refused(String why, int exit) {
        if (json) {
            ObjectNode refusal = JsonNodeFactory.instance.objectNode().put("refused", why);
            command.getOut().println(refusal.toPrettyString());
            command.getOut().flush();
        }
        progress(why);
        return exit;
    }
}
