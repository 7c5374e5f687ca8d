package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.Found;
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
public record Alarms(Function<Place, CloudWatchClient> clients) implements Sweeper {

    @Override
    public Kind kind() {
        return Kind.ALARM;
    }

    @Override
    public List<Found> list(Place place) {
        CloudWatchClient watch = clients.apply(place);
        return watch
                .describeAlarmsPaginator(describe -> describe.alarmNamePrefix(Names.START)
                        .alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM))
                .stream()
                .flatMap(page -> found(place, watch, page))
                .toList();
    }

    private Stream<Found> found(Place place, CloudWatchClient watch, DescribeAlarmsResponse page) {
        return Stream.concat(
                page.compositeAlarms().stream().map(alarm -> composite(place, watch, alarm)),
                page.metricAlarms().stream().map(alarm -> single(place, watch, alarm)));
    }

    private Found composite(Place place, CloudWatchClient watch, CompositeAlarm alarm) {
        return new Found(
                place,
                kind(),
                alarm.alarmName(),
                alarm.alarmName(),
                tags(watch, alarm.alarmArn()),
                String.valueOf(alarm.alarmConfigurationUpdatedTimestamp()),
                Found.State.costing(Price.COMPOSITE_ALARM));
    }

    private Found single(Place place, CloudWatchClient watch, MetricAlarm alarm) {
        return new Found(
                place,
                kind(),
                alarm.alarmName(),
                alarm.alarmName(),
                tags(watch, alarm.alarmArn()),
                String.valueOf(alarm.alarmConfigurationUpdatedTimestamp()),
                Found.State.costing(Price.ALARM));
    }

    private static Map<String, String> tags(CloudWatchClient watch, String arn) {
        return Gone.orElse(
                Map.of(),
                () -> Names.tags(
                        watch.listTagsForResource(list -> list.resourceARN(arn)).tags(), Tag::key, Tag::value));
    }

    @Override
    public Optional<String> remove(Found found) {
        return Gone.ignored(() -> clients.apply(found.place()).deleteAlarms(delete -> delete.alarmNames(found.id())));
    }
}
