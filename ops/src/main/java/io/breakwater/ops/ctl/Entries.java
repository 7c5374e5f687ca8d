package io.breakwater.ops.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// The tenants that operators have applied to one gateway.
record Entries(Access access) {
    /// The most tenants that a call may name.
    private static final int AT_ONCE = 10;

    /// The most tenants of an environment, one for each API key of an account.
    private static final int MOST = 10_000;

    /// The current entries, with the number of tenants in the environment's file.
    JsonNode all() {
        return access.ask("GET", "entries", JsonNodeFactory.instance.objectNode());
    }

    /// @throws CtlException with the reasons against the change; nothing is changed
    void check(EntriesDiff diff) {
        if (diff.total() > MOST) {
            throw new CtlException("the environment would have %,d tenants, and %,d is the limit; nothing was changed"
                    .formatted(diff.total(), MOST));
        }
        send(diff, true);
    }

    /// Makes the changes. It may stop anywhere and be repeated: earlier changes stay.
    void change(EntriesDiff diff) {
        send(diff, false);
    }

    private void send(EntriesDiff diff, boolean check) {
        List<ObjectNode> calls = new ArrayList<>(calls("put", diff.put(), check));
        calls.addAll(calls("remove", diff.remove(), check));
        for (int next = 0; next < calls.size(); next++) {
            if (next > 0) {
                CallPause.between();
            }
            access.ask("POST", "entries", calls.get(next));
        }
    }

    private static List<ObjectNode> calls(String what, List<JsonNode> which, boolean check) {
        List<ObjectNode> calls = new ArrayList<>();
        for (int from = 0; from < which.size(); from += AT_ONCE) {
            calls.add(call(what, which.subList(from, Math.min(from + AT_ONCE, which.size())), check));
        }
        return calls;
    }

    private static ObjectNode call(String what, List<JsonNode> which, boolean check) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("check", check);
        body.putArray(what).addAll(which);
        return body;
    }
}
