package io.breakwater.ops.doctor;

import io.breakwater.naming.Naming;
import io.breakwater.ops.probe.Probe;
import io.breakwater.ops.probe.Probe.StackView;
import java.util.List;

/// Whether the names of the stacks are free or belong to this environment.
///
/// @param stacks the names of the stacks in the checked place
record OwnStacks(Naming naming, List<String> stacks) implements Check {
    private static final String TAG = "breakwater:stack-id";

    OwnStacks {
        stacks = List.copyOf(stacks);
    }

    @Override
    public List<Line> look(CheckedPlace place, Probe probe) {
        return stacks.stream()
                .map(stack -> new Line("stack", place, judge(stack, probe)))
                .toList();
    }

    private Finding judge(String stack, Probe probe) {
        return Finding.of(
                probe.stack(stack), found -> judge(stack, found), () -> new Finding.Ok(stack + " is not there yet"));
    }

    private Finding judge(String stack, StackView found) {
        String id = found.tags().getOrDefault(TAG, "none");
        if (!id.equals(naming.stackId())) {
            return new Finding.Wrong(
                    "%s belongs to another environment: its %s is %s, and ours is %s"
                            .formatted(stack, TAG, id, naming.stackId()),
                    "give this environment another name, or remove the other one with its own configuration");
        }
        return state(stack, found.status());
    }

    private static Finding state(String stack, String status) {
        if (status.endsWith("_IN_PROGRESS")) {
            return new Finding.Wrong(stack + " is " + status, "wait until it is done");
        }
        return status.endsWith("_FAILED")
                ? new Finding.Wrong(
                        stack + " is " + status,
                        "look at its events in CloudFormation; continue its rollback, or delete it")
                : new Finding.Ok(stack + " is ours, " + status);
    }
}
