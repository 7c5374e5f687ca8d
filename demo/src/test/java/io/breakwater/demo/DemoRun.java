package io.breakwater.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.call.Pause;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine;

/// The exit code and the output of a demo command that was run.
record DemoRun(int exit, String out, String err) {
    static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    /// Runs the command against a gateway as if it were the demo's own; time stands still, and nothing
    /// waits.
    static DemoRun against(FakeGateway gateway, String... arguments) {
        return with(gateway::running, _ -> {}, arguments);
    }

    static DemoRun with(RunningGateway.Starter own, Pause pause, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new DemoCommand(own, new DemoPace(pause, InstantSource.fixed(NOON))))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new DemoRun(exit, out.toString(), err.toString());
    }

    /// Standard output, which must be JSON objects, one per line, and nothing else.
    List<JsonNode> json() {
        return out.lines().map(DemoRun::parse).toList();
    }

    JsonNode onlyJson() {
        return json().getFirst();
    }

    private static JsonNode parse(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }
}
