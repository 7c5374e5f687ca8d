package io.breakwater.infra.cleanup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.model.AccountId;
import io.breakwater.model.Region;
import java.util.List;

/// Every stack of an environment and where it is, for people who have the account but not the environment's file.
public record Inventory(List<Entry> stacks) {

    public Inventory {
        stacks = List.copyOf(stacks);
    }

    /// One stack.
    public record Entry(AccountId account, Region region, String stack) {}

    /// `[{"account": …, "region": …, "stack": …}, …]`
    String json() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        stacks.forEach(entry -> all.addObject()
                .put("account", entry.account().value())
                .put("region", entry.region().value())
                .put("stack", entry.stack()));
        return all.toString();
    }
}
