package io.breakwater.ops.ctl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// The targets: their state, and the reset of one target's health.
@Command(
        name = "targets",
        description = "The state of all targets: health, since when and why, what is left of their quotas.")
final class TargetsCommand implements Callable<Integer> {

    @Mixin
    private final Access access = new Access();

    @Override
    public Integer call() {
        return access.show("GET", "targets", TargetTexts::targets);
    }

    @Command(
            name = "reset",
            description = "Deletes the health state of a target SHARD/REGION/PROFILE and of its spent daily quotas.")
    int reset(@Mixin Access reset, @Parameters(paramLabel = "TARGET") String target) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("target", UrlNames.target(target));
        return reset.show("POST", "targets/reset", body, TargetTexts::reset);
    }
}
