package io.breakwater.ops.demo;

import io.breakwater.demo.DemoException;
import io.breakwater.model.Region;
import io.breakwater.naming.Naming;
import io.breakwater.ops.probe.Reading;
import io.breakwater.settings.Shard;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/// The log group that each shard has in each of its Regions.
record CloudWatchInvocationLogs(Deployment deployment) implements InvocationLogs {

    @Override
    public List<String> since(long startMillis) throws DemoException {
        List<String> records = new ArrayList<>();
        for (Shard shard : deployment.settings().shards()) {
            for (Region region : shard.regions()) {
                records.addAll(records(shard, region, startMillis));
            }
        }
        return records;
    }

    private List<String> records(Shard shard, Region region, long startMillis) throws DemoException {
        Naming naming = deployment.naming();
        String group = naming.parameter("invocations");
        try (CloudWatchLogsClient logs =
                deployment.clients(shard.account(), region).of(CloudWatchLogsClient.builder())) {
            return logs
                    .filterLogEventsPaginator(
                            filter -> filter.logGroupName(group).startTime(startMillis))
                    .events()
                    .stream()
                    .map(FilteredLogEvent::message)
                    .toList();
        } catch (SdkException refused) {
            throw DemoException.unusable("The invocation log %s of account %s in %s cannot be read: %s"
                    .formatted(group, shard.account(), region, Reading.sentence(refused)));
        }
    }
}
