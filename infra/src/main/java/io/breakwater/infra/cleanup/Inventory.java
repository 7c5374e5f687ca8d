package io.breakwater.infra.cleanup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.naming.EnvironmentStack;
import java.util.List;

/// Every stack of an environment and where it is, for people who have the account but not the environment's file.
public record Inventory(List<EnvironmentStack> stacks) {

    public Inventory {
        stacks = List.copyOf(stacks);
    }

    /// `[{"account": …, "region": …, "stack": …}, …]`
    String json() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        stacks.forEach(stack -> all.addObject()
                .put("account", stack.account().value())
                .put("region", stack.region().value())
                .put("stack", stack.name()));
        return all.toString();
    }
}
