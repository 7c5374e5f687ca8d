package io.breakwater.ops.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// An examination as one JSON object. `finding` is `ok`, `wrong` or `could not check`; only a wrong one
/// has a `fix`.
final class TallyJson {

    static ObjectNode of(String environment, Tally tally) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("environment", environment);
        json.put("ok", tally.ok()).put("wrong", tally.wrong()).put("couldNotCheck", tally.unknown());
        ArrayNode lines = json.putArray("lines");
        tally.lines().forEach(line -> lines.add(of(line)));
        return json;
    }

    private static ObjectNode of(Line line) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("check", line.check())
                .put("account", line.place().account().value())
                .put("region", line.place().region().value());
        return switch (line.finding()) {
            case Finding.Ok(String seen) -> json.put("finding", "ok").put("text", seen);
            case Finding.Wrong(String seen, String fix) ->
                json.put("finding", "wrong").put("text", seen).put("fix", fix);
            case Finding.Unknown(String why) ->
                json.put("finding", "could not check").put("text", why);
        };
    }

    private TallyJson() {}
}
