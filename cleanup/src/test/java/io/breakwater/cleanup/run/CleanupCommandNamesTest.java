package io.breakwater.cleanup.run;

import io.breakwater.CommandNames;
import io.breakwater.PublicNames;
import io.breakwater.StandardOptions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// The options and parameters that operators type to clean up.
class CleanupCommandNamesTest {

    @Test
    void the_command_keeps_its_options() {
        PublicNames.COMMANDS_CLEANUP.are(CommandNames.of(command()));
    }

    @Test
    void each_command_tells_its_help_and_version_and_names_an_unknown_option() {
        StandardOptions.areAnsweredBy(command());
    }

    private static CommandLine command() {
        return CleanupMain.commandLine(
                _ -> _ -> {
                    throw new IllegalStateException("nothing is run");
                },
                () -> Instant.EPOCH,
                _ -> {});
    }
}
