package io.breakwater.deploytest;

import io.breakwater.CommandNames;
import io.breakwater.PublicNames;
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
        names.addAll(CommandNames.of(new CommandLine(new TestDeploy())));
        PublicNames.COMMANDS_OPERATORS.are(names);
    }
}
