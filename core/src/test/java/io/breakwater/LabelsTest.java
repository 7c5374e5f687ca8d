package io.breakwater;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Samples;
import io.breakwater.event.EventSamples;
import io.breakwater.event.GatewayEvent;
import io.breakwater.event.GatewayEvent.RequestEnded;
import io.breakwater.identity.KeyVerdict;
import io.breakwater.model.LimitName;
import io.breakwater.naming.Metrics;
import io.breakwater.quota.limits.CapacityGrant;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.OutcomeSamples;
import io.breakwater.routing.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The labels in telemetry and reports, which stay the same whatever the classes are called.
class LabelsTest {

    @Test
    void telemetry_and_reports_call_everything_as_they_always_have() {
        Set<String> labels = new TreeSet<>();
        OutcomeSamples.all().forEach(outcome -> labels.add("outcome " + outcome.label()));
        Samples.refusals().forEach(refusal -> labels.add("refusal " + refusal.label()));
        EventSamples.all().forEach(event -> labels.add("event " + event.label()));
        Stream.of(RequestEnded.OK, RequestEnded.CLIENT_LEFT, RequestEnded.BROKEN)
                .forEach(ending -> labels.add("ending " + ending));
        Stream.of(KeyVerdict.Reason.values()).forEach(reason -> labels.add("key refused " + reason.label()));
        Stream.of(LimitName.values()).forEach(limit -> labels.add("limit " + limit.label()));
        Stream.of(Skipped.Reason.values()).forEach(reason -> labels.add("left out " + reason.label()));
        Stream.of(CapacityGrant.values()).forEach(room -> labels.add("room " + room.label()));
        PublicNames.LABELS.are(labels);
    }

    @Test
    void metrics_are_called_and_told_apart_as_they_always_have_been() {
        List<String> metrics = new ArrayList<>(List.of("namespace " + Metrics.NAMESPACE));
        for (Metrics metric : Metrics.values()) {
            String named = metric.label() + " " + metric.unit().label();
            metrics.add(named + " by Environment");
            metric.by().forEach(by -> metrics.add(named + " by Environment, " + by.label()));
        }
        PublicNames.METRICS.are(metrics);
    }

    @Test
    void there_is_a_sample_of_every_kind_and_no_label_stands_for_two() {
        covers(Outcome.class, OutcomeSamples.all(), Outcome::label);
        assertThat(Samples.refusals().stream().map(Refusal::label))
                .hasSize(Refusal.Kind.values().length)
                .doesNotHaveDuplicates();
        covers(GatewayEvent.class, EventSamples.all(), GatewayEvent::label);
        assertThat(Stream.of(CapacityGrant.values()).map(CapacityGrant::label)).doesNotHaveDuplicates();
    }

    private static <T> void covers(Class<T> sealed, List<T> samples, Function<T, String> label) {
        Map<Class<?>, Set<String>> labels =
                samples.stream().collect(groupingBy(Object::getClass, mapping(label, toSet())));
        assertThat(labels.keySet()).containsExactlyInAnyOrder(sealed.getPermittedSubclasses());
        assertThat(labels.values()).allMatch(each -> each.size() == 1).doesNotHaveDuplicates();
    }
}
