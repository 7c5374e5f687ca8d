package io.breakwater.infra.monitoring;

import java.time.Duration;
import java.util.List;
import software.amazon.awscdk.services.cloudwatch.AlarmRule;
import software.amazon.awscdk.services.cloudwatch.CompositeAlarm;
import software.amazon.awscdk.services.cloudwatch.IAlarmAction;
import software.constructs.Construct;

/// Alarms when the share of answered requests falls short of the objective, by burn rate: one alarm for
/// each rate, raised while both of its windows exceed it.
final class ObjectiveAlarms extends Construct {

    /// @param objective per cent of requests that are answered
    record Props(MetricSource source, Runbook runbook, double objective, IAlarmAction action) {}

    ObjectiveAlarms(Construct scope, String id, Props props) {
        super(scope, id);
        for (BurnRate rate : BurnRate.values()) {
            String name = "burn-" + rate.label();
            CompositeAlarm alarm = CompositeAlarm.Builder.create(this, rate.label())
                    .compositeAlarmName(props.source().naming().resource(name))
                    .alarmDescription(props.runbook()
                            .behind(
                                    "Requests fail so often that the error budget will not last. The dashboard says"
                                            + " who is hurting, where and why, in this order.",
                                    name))
                    .alarmRule(AlarmRule.allOf(
                            window(rate, "long", rate.longWindow(), props).alarm(),
                            window(rate, "short", rate.shortWindow(), props).alarm()))
                    .build();
            alarm.addAlarmAction(props.action());
            alarm.addOkAction(props.action());
        }
    }

    private WatchedMetric window(BurnRate rate, String name, Duration window, Props props) {
        return new WatchedMetric(
                this,
                rate.label() + "-" + name,
                new WatchedMetric.Props(
                        props.source().naming(),
                        props.runbook(),
                        new Threshold(
                                "burn-" + rate.label() + "-" + name,
                                "Half of the alarm burn-" + rate.label() + ".",
                                props.source().faultRate(software.amazon.awscdk.Duration.minutes(window.toMinutes())),
                                rate.failures(props.objective()),
                                Persistence.ONCE),
                        List.of()));
    }
}
