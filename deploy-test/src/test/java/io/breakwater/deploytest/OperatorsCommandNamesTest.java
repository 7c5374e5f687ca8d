package io.breakwater.deploytest;

import io.breakwater.CommandNames;
import io.breakwater.PublicNames;
import io.breakwater.StandardOptions;
import io.breakwater.ops.OpsMain;
import io.breakwater.ops.ctl.GatewayCtl;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// The options and parameters that operators type.
class OperatorsCommandNamesTest {

    @Test
    void operators_commands_keep_their_options() {
        Set<String> names = new TreeSet<>(CommandNames.of(new CommandLine(new OpsMain())));
        names.addAll(CommandNames.of(new CommandLine(new GatewayCtl())));
        names.addAll(CommandNames.of(TestDeploy.commandLine()));
        PublicNames.COMMANDS_OPERATORS.are(names);
    }

    @Test
    void operators_commands_tell_their_help_and_version_and_name_an_unknown_option() {
        StandardOptions.areAnsweredBy(new CommandLine(new OpsMain()));
        StandardOptions.areAnsweredBy(new CommandLine(new GatewayCtl()));
        StandardOptions.areAnsweredBy(TestDeploy.commandLine());
    }
}
