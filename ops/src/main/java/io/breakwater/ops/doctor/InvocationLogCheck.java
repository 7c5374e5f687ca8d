package io.breakwater.ops.doctor;

import io.breakwater.naming.Naming;
import io.breakwater.ops.probe.Probe;
import java.util.List;

/// Whether Bedrock's invocation log is still unused: an account has one in each Region, for all its
/// users.
record InvocationLogCheck(Naming naming) implements Check {

    @Override
    public List<Line> look(CheckedPlace place, Probe probe) {
        Finding finding = Finding.of(
                probe.invocationLog(), this::judge, () -> new Finding.Ok("the invocation log is not in use"));
        return List.of(new Line("invocation log", place, finding));
    }

    private Finding judge(String destination) {
        return destination.equals(naming.invocationLogs())
                ? new Finding.Ok("goes to " + destination + ", which is ours")
                : new Finding.Wrong(
                        "the invocation log already goes to " + destination,
                        "set logging.invocations to false, or agree with its owner and turn it off there first");
    }
}
