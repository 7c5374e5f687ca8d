package io.breakwater.deploytest.world;

import java.util.Map;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/// A log group that no stack has created.
public record PlantedLogGroup(CloudWatchLogsClient logs, String name, Map<String, String> tags) implements Planted {
    @Override
    public void plant() {
        logs.createLogGroup(create -> create.logGroupName(name).tags(tags.isEmpty() ? null : tags));
    }

    @Override
    public boolean isThere() {
        return logs.describeLogGroups(ask -> ask.logGroupNamePrefix(name)).logGroups().stream()
                .anyMatch(group -> group.logGroupName().equals(name));
    }

    @Override
    public void remove() {
        logs.deleteLogGroup(delete -> delete.logGroupName(name));
    }
}
