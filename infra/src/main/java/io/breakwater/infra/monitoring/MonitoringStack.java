package io.breakwater.infra.monitoring;

import io.breakwater.infra.naming.Placement;
import io.breakwater.infra.naming.StackKey;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Alarms;
import io.breakwater.settings.Settings;
import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.IAlarmAction;
import software.constructs.Construct;

/// The alarms, their recipients and the dashboard. It finds the gateway's metrics by name.
public final class MonitoringStack extends Stack {

    public record Props(Placement placement, Settings settings) {}

    public MonitoringStack(Construct scope, String id, Props props) {
        super(
                scope,
                id,
                props.placement()
                        .home(props.placement().naming().monitoringStack(), "Breakwater: alarms and dashboard"));
        Naming naming = props.placement().naming();
        StackKey.add(this, props.placement(), RemovalPolicy.DESTROY);
        Alarms alarms = props.settings().alarms();
        MetricSource source = new MetricSource(naming);
        Runbook runbook = Runbook.of(alarms);
        IAlarmAction action = new AlarmTopic(this, "Topic", new AlarmTopic.Props(naming, alarms.email())).action();
        new ObjectiveAlarms(this, "Objective", new ObjectiveAlarms.Props(source, runbook, alarms.success(), action));
        for (Threshold threshold : thresholds(source, props.settings())) {
            new WatchedMetric(
                    this, threshold.name(), new WatchedMetric.Props(naming, runbook, threshold, List.of(action)));
        }
        new GatewayDashboard(this, "Board", new GatewayDashboard.Props(source, LinkedAccount.of(props.settings())));
    }

    private static List<Threshold> thresholds(MetricSource source, Settings settings) {
        return new Thresholds(source, settings.alarms(), settings.shards(), settings.reserved()).all();
    }
}
