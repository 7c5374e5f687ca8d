package io.breakwater.cleanup.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.plan.PlanItem;
import io.breakwater.cleanup.plan.PlanRunner.Applied;
import io.breakwater.cleanup.plan.PlanSubject;
import java.util.ArrayList;
import java.util.List;

/// The result of a plan, and what the second listing found.
record AppliedReport(PlanSubject subject, String environment, Applied applied) implements CommandOutput.Report {

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("removed %d, gone already %d, failed %d"
                .formatted(
                        applied.removed().size(),
                        applied.gone().size(),
                        applied.failed().size()));
        applied.kept().forEach(kept -> lines.add("AWS keeps: " + kept));
        lines.addAll(Reports.of(subject, environment, applied.after()).lines());
        if (!applied.failed().isEmpty() || !applied.after().own().isEmpty()) {
            lines.add("not all is gone: run plan and apply again");
        }
        return lines;
    }

    @Override
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("environment", environment);
        json.put("done", applied.done());
        ArrayNode removed = json.putArray("removed");
        applied.removed().stream().map(FoundResource::id).forEach(removed::add);
        ArrayNode gone = json.putArray("gone");
        applied.gone().stream().map(PlanItem::id).forEach(gone::add);
        applied.kept().forEach(json.putArray("kept")::add);
        applied.failed().forEach(json.putArray("failed")::add);
        json.set("after", Reports.of(subject, environment, applied.after()).json());
        return json;
    }
}
