package io.breakwater.bench;

import io.breakwater.CommandNames;
import io.breakwater.PublicNames;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// The options and parameters that users type to run the benchmark.
class BenchCommandNamesTest {

    @Test
    void the_command_keeps_its_options() {
        PublicNames.COMMANDS_BENCH.are(CommandNames.of(new CommandLine(new BenchMain())));
    }
}
