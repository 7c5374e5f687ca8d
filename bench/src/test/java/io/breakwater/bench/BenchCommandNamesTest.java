package io.breakwater.bench;

import io.breakwater.CommandNames;
import io.breakwater.PublicNames;
import io.breakwater.StandardOptions;
import org.junit.jupiter.api.Test;

/// The options and parameters that users type to run the benchmark.
class BenchCommandNamesTest {

    @Test
    void the_command_keeps_its_options() {
        PublicNames.COMMANDS_BENCH.are(CommandNames.of(BenchMain.commandLine()));
    }

    @Test
    void each_command_tells_its_help_and_version_and_names_an_unknown_option() {
        StandardOptions.areAnsweredBy(BenchMain.commandLine());
    }
}
