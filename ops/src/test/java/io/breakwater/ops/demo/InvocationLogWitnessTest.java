package io.breakwater.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.demo.DemoAnswer;
import io.breakwater.demo.ServedCall;
import io.breakwater.demo.ServedPlaces;
import io.breakwater.demo.TargetName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InvocationLogWitnessTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final TargetName TARGET = new TargetName("a", "us-east-1", "us.sonnet");
    private static final String RECORD = """
            {"accountId": "111111111111", "region": "us-east-1", "inferenceRegion": "us-west-2",
             "modelId": "arn:aws:bedrock:us-east-1:111111111111:%s"}
            """;

    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> log = new ArrayList<>();

    @Test
    void a_record_tells_the_region_that_answered_whether_it_names_the_profile_or_a_copy() throws Exception {
        log.add(RECORD.formatted("inference-profile/us.sonnet"));
        log.add(RECORD.formatted("application-inference-profile/abc123"));

        assertThat(seen(2)).hasSize(2).containsOnly(call());
        assertThat(pauses).isEmpty();
    }

    @Test
    void calls_of_others_and_failed_ones_are_left_out() throws Exception {
        log.add(RECORD.formatted("inference-profile/us.opus"));
        log.add(RECORD.formatted("inference-profile/us.sonnet").replace("\"us-east-1\"", "\"eu-west-1\""));
        log.add(RECORD.formatted("inference-profile/us.sonnet")
                .replace("{", "{\"errorCode\": \"ThrottlingException\","));
        log.add("no JSON");

        assertThat(seen(1)).isEmpty();
    }

    @Test
    void late_records_are_waited_for_and_no_longer() throws Exception {
        InvocationLogWitness witness = new InvocationLogWitness(
                _ -> log,
                Duration.ofMinutes(1),
                pause -> {
                    pauses.add(pause);
                    if (pauses.size() == 2) {
                        log.add(RECORD.formatted("inference-profile/us.sonnet"));
                    }
                },
                InstantSource.fixed(NOON));

        assertThat(witness.since(witness.mark(), answers(1))).isEqualTo(new ServedPlaces.Known(List.of(call())));
        assertThat(pauses).hasSize(2);
        witness.since(witness.mark(), answers(2));
        assertThat(pauses.stream().skip(2).reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void the_log_is_asked_from_the_mark_on() throws Exception {
        List<Long> asked = new ArrayList<>();
        InvocationLogWitness witness = new InvocationLogWitness(
                start -> {
                    asked.add(start);
                    return List.of();
                },
                Duration.ZERO,
                pauses::add,
                InstantSource.fixed(NOON));

        witness.since(witness.mark(), answers(1));

        assertThat(asked).containsExactly(NOON.toEpochMilli());
    }

    private List<ServedCall> seen(int answers) throws Exception {
        InvocationLogWitness witness =
                new InvocationLogWitness(_ -> log, Duration.ZERO, pauses::add, InstantSource.fixed(NOON));
        return ((ServedPlaces.Known) witness.since(0, answers(answers))).calls();
    }

    private static ServedCall call() {
        return new ServedCall("111111111111", "us-east-1", "us.sonnet", "us-west-2");
    }

    private static List<DemoAnswer> answers(int number) {
        List<DemoAnswer> answers = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            answers.add(new DemoAnswer("demo", 200, Optional.of("sonnet"), Optional.of(TARGET), Optional.empty(), ""));
        }
        return answers;
    }
}
