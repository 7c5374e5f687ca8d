package io.breakwater.ops.doctor;

import io.breakwater.naming.Naming;
import io.breakwater.ops.probe.Probe;
import java.util.List;

/// Whether the environment that the gateway account knows by this name is this one.
record EnvironmentIdentity(Naming naming) implements Check {

    @Override
    public List<Line> look(CheckedPlace place, Probe probe) {
        Finding finding = Finding.of(
                probe.parameter(naming.parameter("stack-id")),
                this::judge,
                () -> new Finding.Ok("no environment " + naming.environment() + " yet"));
        return List.of(new Line("identity", place, finding));
    }

    private Finding judge(String id) {
        return id.equals(naming.stackId())
                ? new Finding.Ok("deployed as " + id)
                : new Finding.Wrong(
                        "%s is deployed with the stack-id %s, and ours is %s"
                                .formatted(naming.environment(), id, naming.stackId()),
                        "give this environment another name, or check home in its file");
    }
}
