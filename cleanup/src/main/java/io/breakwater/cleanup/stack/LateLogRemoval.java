package io.breakwater.cleanup.stack;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/// Log groups of deleted functions, recreated by a line that arrived after the deletion of their stack.
record LateLogRemoval(LogPlace place) {
    private static final Logger LOG = LoggerFactory.getLogger(LateLogRemoval.class);

    /// Deletes the groups of these functions, each only if no function of its name exists. A refusal by
    /// AWS is logged and ignored: `scripts/cleanup verify` lists the remaining groups.
    void remove(List<String> functions) {
        functions.forEach(this::remove);
    }

    /// The groups that exist for the names of these functions while no such function exists: somebody
    /// else's, if called before the functions are created.
    List<String> strangers(List<String> functions) {
        return functions.stream()
                .filter(function -> place.hasGroup(group(function)) && !place.hasFunction(function))
                .map(LateLogRemoval::group)
                .toList();
    }

    private static String group(String function) {
        return "/aws/lambda/" + function;
    }

    private void remove(String function) {
        String group = group(function);
        try {
            if (place.hasFunction(function)) {
                LOG.info("{} stays: its function lives", group);
            } else if (place.deleteGroup(group)) {
                LOG.info("{} was recreated, and is deleted", group);
            }
        } catch (SdkException e) {
            LOG.warn("{} could not be checked; scripts/cleanup verify shows whether it exists", group, e);
        }
    }
}
