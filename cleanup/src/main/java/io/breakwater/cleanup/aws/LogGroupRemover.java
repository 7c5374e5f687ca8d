package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

/// Log groups, including those that services create.
record LogGroupRemover(Function<Place, CloudWatchLogsClient> clients) implements ResourceRemover {
    private static final List<String> STARTS =
            List.of("/breakwater/", "/aws/lambda/breakwater-", "API-Gateway-Execution-Logs_");

    @Override
    public Kind kind() {
        return Kind.LOG_GROUP;
    }

    @Override
    public List<FoundResource> list(Place place) {
        CloudWatchLogsClient logs = clients.apply(place);
        return STARTS.stream()
                .flatMap(
                        start -> logs
                                .describeLogGroupsPaginator(describe -> describe.logGroupNamePrefix(start))
                                .logGroups()
                                .stream())
                .map(group -> found(place, group))
                .toList();
    }

    private FoundResource found(Place place, LogGroup group) {
        long bytes = Optional.ofNullable(group.storedBytes()).orElse(0L);
        return new FoundResource(
                place,
                kind(),
                group.logGroupName(),
                group.logGroupName(),
                tags(place, group),
                String.valueOf(group.creationTime()),
                new FoundResource.State(
                        bytes, Boolean.TRUE.equals(group.deletionProtectionEnabled()), IdlePrice.ofLogs(bytes)));
    }

    /// Tags are read by the ARN without the `:*` that stands for the streams.
    private Map<String, String> tags(Place place, LogGroup group) {
        String arn = group.arn().replaceAll(":\\*$", "");
        return NotFoundErrors.orElse(
                Map.of(),
                () -> clients.apply(place)
                        .listTagsForResource(list -> list.resourceArn(arn))
                        .tags());
    }

    @Override
    public Optional<String> remove(FoundResource found) {
        return NotFoundErrors.ignored(() -> remove(clients.apply(found.place()), found));
    }

    private static void remove(CloudWatchLogsClient logs, FoundResource found) {
        if (found.state().guarded()) {
            logs.putLogGroupDeletionProtection(
                    put -> put.logGroupIdentifier(found.id()).deletionProtectionEnabled(false));
        }
        logs.deleteLogGroup(delete -> delete.logGroupName(found.id()));
    }
}
