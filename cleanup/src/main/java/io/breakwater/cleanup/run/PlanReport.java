package io.breakwater.cleanup.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cleanup.plan.PlanSubject;
import io.breakwater.cleanup.plan.PlanText;
import io.breakwater.cleanup.plan.RemovalPlan;
import io.breakwater.cleanup.plan.Scan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a plan removes and what it leaves, and how to apply it.
record PlanReport(PlanSubject subject, RemovalPlan plan, Scan scan, Path file) implements CommandOutput.Report {

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.addAll(Reports.of(subject, plan.environment(), scan).lines());
        if (plan.items().isEmpty()) {
            lines.add("there is nothing that may be removed; the plan in " + file + " is empty");
            return lines;
        }
        lines.add("to remove the %d things above, which saves %s a month, within %d minutes:"
                .formatted(plan.items().size(), Money.usd(plan.monthlyMicroUsd()), RemovalPlan.LONGEST.toMinutes()));
        lines.add("  " + command());
        return lines;
    }

    private String command() {
        String output = " --env %s --plan %s --yes %s/%s"
                .formatted(plan.environment(), quoted(file.toString()), plan.home(), plan.environment());
        return switch (subject) {
            case ENVIRONMENT -> "scripts/cleanup apply" + output;
            case BOOTSTRAP -> "scripts/cleanup bootstrap apply" + output + " --i-understand shared";
        };
    }

    /// The path, quoted for a shell if necessary.
    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9_./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }

    @Override
    public ObjectNode json() {
        ObjectNode json = PlanText.write(plan);
        json.put("file", file.toString());
        json.set("scan", Reports.of(subject, plan.environment(), scan).json());
        return json;
    }
}
