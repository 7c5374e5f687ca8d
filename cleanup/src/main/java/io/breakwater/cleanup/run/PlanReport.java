package io.breakwater.cleanup.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cleanup.plan.PlanText;
import io.breakwater.cleanup.plan.RemovalPlan;
import io.breakwater.cleanup.plan.Scan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a plan removes and what it leaves, and how to apply it.
record PlanReport(RemovalPlan plan, Scan scan, Path file) implements Words.Report {

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.addAll(new ScanReport(plan.environment(), scan).lines());
        if (plan.items().isEmpty()) {
            lines.add("there is nothing that may be removed; the plan in " + file + " is empty");
            return lines;
        }
        lines.add("to remove the %d strays, which saves %s a month, within %d minutes:"
                .formatted(plan.items().size(), Money.usd(plan.monthlyMicroUsd()), RemovalPlan.LONGEST.toMinutes()));
        lines.add("  scripts/cleanup apply --env %s --plan %s --yes %s/%s"
                .formatted(plan.environment(), file, plan.home(), plan.environment()));
        return lines;
    }

    @Override
    public ObjectNode json() {
        ObjectNode json = PlanText.write(plan);
        json.put("file", file.toString());
        json.set("scan", new ScanReport(plan.environment(), scan).json());
        return json;
    }
}
