package io.breakwater.infra.monitoring;

import io.breakwater.naming.Naming;
import java.util.List;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IAlarmAction;
import software.constructs.Construct;

/// A threshold as an alarm, which also reports its end.
final class WatchedMetric extends Construct {
    private final IAlarm alarm;

    record Props(Naming naming, Runbook runbook, Threshold threshold, List<IAlarmAction> actions) {}

    WatchedMetric(Construct scope, String id, Props props) {
        super(scope, id);
        Threshold threshold = props.threshold();
        Alarm made = Alarm.Builder.create(this, "Alarm")
                .alarmName(props.naming().resource(threshold.name()))
                .alarmDescription(props.runbook().behind(threshold.meaning(), threshold.name()))
                .metric(threshold.metric())
                .threshold(threshold.atLeast())
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .evaluationPeriods(threshold.persistence().of())
                .datapointsToAlarm(threshold.persistence().high())
                .treatMissingData(threshold.persistence().missing())
                .build();
        props.actions().forEach(made::addAlarmAction);
        props.actions().forEach(made::addOkAction);
        alarm = made;
    }

    IAlarm alarm() {
        return alarm;
    }
}
