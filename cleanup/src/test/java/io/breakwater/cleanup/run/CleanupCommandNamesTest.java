package io.breakwater.cleanup.run;

import io.breakwater.CommandNames;
import io.breakwater.PublicNames;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The options and parameters that operators type to clean up.
class CleanupCommandNamesTest {

    @Test
    void the_command_keeps_its_options() {
        PublicNames.COMMANDS_CLEANUP.are(CommandNames.of(CleanupMain.commandLine(
                _ -> _ -> {
                    throw new IllegalStateException("nothing is run");
                },
                () -> Instant.EPOCH,
                _ -> {})));
    }
}
