package io.breakwater.bench.child;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.local.run.EmbeddedRun;
import io.breakwater.local.run.RunOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The measured process: an embedded run, which answers questions about itself, a JSON line each, until its
/// standard input ends.
final class ServedGateway {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Where to send load, and the tenants' keys to send it with.
    record Places(URI gateway, URI simulation, Map<String, String> keys) {}

    /// The questions of the parent process.
    enum Question {
        /// The figures of the process.
        FIGURES,
        /// The same after a full collection; resets the peaks.
        COLLECT
    }

    /// @param args the environment file
    public static void main(String[] args) throws Exception {
        try (EmbeddedRun run = EmbeddedRun.start(RunOptions.quiet(Path.of(args[0])))) {
            PrintStream out = System.out;
            out.println(JSON.writeValueAsString(places(run)));
            answer(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), out);
        }
    }

    private static Places places(EmbeddedRun run) {
        Map<String, String> keys = new TreeMap<>();
        run.keys().forEach((tenant, key) -> keys.put(tenant.value(), key));
        return new Places(run.gateway(), run.simulation().orElseThrow(), keys);
    }

    private static void answer(BufferedReader questions, PrintStream out) throws IOException {
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            if (Question.valueOf(line) == Question.COLLECT) {
                collect();
            }
            out.println(JSON.writeValueAsString(ProcessFigures.now()));
        }
    }

    private static void collect() {
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(pool -> pool.resetPeakUsage());
    }

    private ServedGateway() {}
}
