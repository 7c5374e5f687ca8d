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
import io.breakwater.routing.Outcome;
import io.breakwater.routing.OutcomeSamples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What telemetry calls endings, refusals and events, whatever their classes are called.
class LabelsTest {

    @Test
    void telemetry_calls_every_ending_refusal_and_event_as_it_always_has() {
        List<String> labels = new ArrayList<>();
        OutcomeSamples.all().forEach(outcome -> labels.add("outcome " + outcome.label()));
        Samples.refusals().forEach(refusal -> labels.add("refusal " + refusal.label()));
        EventSamples.all().forEach(event -> labels.add("event " + event.label()));
        Set.of(RequestEnded.OK, RequestEnded.CLIENT_LEFT, RequestEnded.BROKEN)
                .forEach(ending -> labels.add("ending " + ending));
        PublicNames.LABELS.are(labels);
    }

    @Test
    void there_is_a_sample_of_every_kind_and_no_label_stands_for_two() {
        covers(Outcome.class, OutcomeSamples.all(), Outcome::label);
        covers(Refusal.class, Samples.refusals(), Refusal::label);
        covers(GatewayEvent.class, EventSamples.all(), GatewayEvent::label);
    }

    private static <T> void covers(Class<T> sealed, List<T> samples, Function<T, String> label) {
        Map<Class<?>, Set<String>> labels =
                samples.stream().collect(groupingBy(Object::getClass, mapping(label, toSet())));
        assertThat(labels.keySet()).containsExactlyInAnyOrder(sealed.getPermittedSubclasses());
        assertThat(labels.values()).allMatch(each -> each.size() == 1).doesNotHaveDuplicates();
    }
}
