package io.breakwater.local.demo;

import io.breakwater.demo.DemoCommand;
import io.breakwater.demo.DemoPace;
import picocli.CommandLine.Command;

/// `demo PATTERN` on this machine: without a gateway that is named, it starts an embedded run for the demo alone.
@Command(name = "demo")
public final class LocalDemoCommand extends DemoCommand {

    public LocalDemoCommand() {
        super(OwnGateway::start, DemoPace.REAL);
    }
}
