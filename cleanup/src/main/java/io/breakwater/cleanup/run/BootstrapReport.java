package io.breakwater.cleanup.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Judgement;
import io.breakwater.cleanup.plan.Scan;
import java.util.ArrayList;
import java.util.List;

/// What exists of the CDK's bootstrap, and which stacks need it.
record BootstrapReport(ScanReport report) implements CommandOutput.Report {

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>(report.unreadable());
        lines.addAll(inUse());
        scan().own().forEach(own -> lines.add("BOOTSTRAP   " + line(own)));
        scan().doubtful()
                .forEach(doubtful -> lines.add("DOUBTFUL    " + line(doubtful) + ": nothing but "
                        + doubtful.proof().label()
                        + " says that the CDK made it; look at it, and remove it by hand if it did"));
        lines.add(summary());
        return lines;
    }

    private Scan scan() {
        return report.scan();
    }

    private List<String> inUse() {
        return scan().alive().stream()
                .map(alive -> "IN USE      %s: these stacks may need it: %s; it can be removed when none of them exists"
                        .formatted(alive.found().place(), alive.stack()))
                .distinct()
                .toList();
    }

    private static String line(Judgement judgement) {
        FoundResource found = judgement.found();
        return "%s: %s %s, %s a month"
                .formatted(
                        found.place(),
                        found.kind().label(),
                        found.name(),
                        Money.usd(found.state().monthlyMicroUsd()));
    }

    private String summary() {
        if (!scan().unreadable().isEmpty()) {
            return "not everything could be read, so the state of the CDK's bootstrap is not known";
        }
        return scan().nothingStray() && scan().alive().isEmpty()
                ? "there is no CDK bootstrap in the accounts and Regions of " + report.environment()
                : "of the CDK's bootstrap: %d unused things, %d in use, %d doubtful"
                        .formatted(
                                scan().own().size(),
                                scan().alive().size(),
                                scan().doubtful().size());
    }

    @Override
    public ObjectNode json() {
        return report.json();
    }
}
