package io.breakwater.cleanup.run;

import io.breakwater.cleanup.plan.PlanSubject;
import io.breakwater.cleanup.plan.Scan;

/// Chooses the report for the subject of a scan.
final class Reports {

    private Reports() {}

    static CommandOutput.Report of(PlanSubject subject, String environment, Scan scan) {
        ScanReport report = new ScanReport(environment, scan);
        return switch (subject) {
            case ENVIRONMENT -> report;
            case BOOTSTRAP -> new BootstrapReport(report);
        };
    }
}
