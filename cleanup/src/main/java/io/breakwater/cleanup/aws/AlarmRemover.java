package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.Tag;

/// CloudWatch alarms, of metrics and composite ones.
record AlarmRemover(Function<Place, CloudWatchClient> clients) implements ResourceRemover {

    @Override
    public Kind kind() {
        return Kind.ALARM;
    }

    @Override
    public List<FoundResource> list(Place place) {
        CloudWatchClient watch = clients.apply(place);
        return watch
                .describeAlarmsPaginator(describe -> describe.alarmNamePrefix(CandidateNames.START)
                        .alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM))
                .stream()
                .flatMap(page -> found(place, watch, page))
                .toList();
    }

    private Stream<FoundResource> found(Place place, CloudWatchClient watch, DescribeAlarmsResponse page) {
        return Stream.concat(
                page.compositeAlarms().stream().map(alarm -> composite(place, watch, alarm)),
                page.metricAlarms().stream().map(alarm -> single(place, watch, alarm)));
    }

    private FoundResource composite(Place place, CloudWatchClient watch, CompositeAlarm alarm) {
        return new FoundResource(
                place,
                kind(),
                alarm.alarmName(),
                alarm.alarmName(),
                tags(watch, alarm.alarmArn()),
                String.valueOf(alarm.alarmConfigurationUpdatedTimestamp()),
                FoundResource.State.costing(IdlePrice.COMPOSITE_ALARM));
    }

    private FoundResource single(Place place, CloudWatchClient watch, MetricAlarm alarm) {
        return new FoundResource(
                place,
                kind(),
                alarm.alarmName(),
                alarm.alarmName(),
                tags(watch, alarm.alarmArn()),
                String.valueOf(alarm.alarmConfigurationUpdatedTimestamp()),
                FoundResource.State.costing(IdlePrice.ALARM));
    }

    private static Map<String, String> tags(CloudWatchClient watch, String arn) {
        return NotFoundErrors.orElse(
                Map.of(),
                () -> CandidateNames.tags(
                        watch.listTagsForResource(list -> list.resourceARN(arn)).tags(), Tag::key, Tag::value));
    }

    @Override
    public Optional<String> remove(FoundResource found) {
        return NotFoundErrors.ignored(
                () -> clients.apply(found.place()).deleteAlarms(delete -> delete.alarmNames(found.id())));
    }
}
