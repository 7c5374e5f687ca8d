package io.breakwater.ops.demo;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.call.Pause;
import io.breakwater.demo.DemoAnswer;
import io.breakwater.demo.DemoException;
import io.breakwater.demo.ServedCall;
import io.breakwater.demo.ServedPlaces;
import io.breakwater.demo.TargetName;
import io.breakwater.demo.Witness;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads from Bedrock's invocation log which Regions served. The log is delivered late, often after a
/// minute, so this class reads again until all calls are there or the time is up.
final class InvocationLogWitness implements Witness {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InvocationLogs logs;
    private final Duration patience;
    private final Pause pause;
    private final InstantSource clock;

    InvocationLogWitness(InvocationLogs logs, Duration patience, Pause pause, InstantSource clock) {
        this.logs = logs;
        this.patience = patience;
        this.pause = pause;
        this.clock = clock;
    }

    /// The current time in milliseconds since 1970, from which the log is read.
    @Override
    public long mark() {
        return clock.millis();
    }

    @Override
    public ServedPlaces since(long mark, List<DemoAnswer> answers) throws DemoException, InterruptedException {
        List<TargetName> targets = answers.stream()
                .flatMap(answer -> answer.target().stream())
                .distinct()
                .toList();
        long expected = answers.stream().filter(DemoAnswer::succeeded).count();
        List<ServedCall> calls = calls(mark, targets);
        for (Duration left = patience; left.isPositive() && calls.size() < expected; left = left.minus(BETWEEN_LOOKS)) {
            pause.pause(BETWEEN_LOOKS);
            calls = calls(mark, targets);
        }
        return new ServedPlaces.Known(calls);
    }

    private List<ServedCall> calls(long mark, List<TargetName> targets) throws DemoException {
        List<ServedCall> calls = new ArrayList<>();
        for (String record : logs.since(mark)) {
            call(record).stream().flatMap(call -> ours(call, targets)).forEach(calls::add);
        }
        return calls;
    }

    /// The call of a record, if it was answered.
    private static Optional<ServedCall> call(String record) {
        try {
            JsonNode json = JSON.readTree(record);
            return json.has("inferenceRegion") && !json.has("errorCode")
                    ? Optional.of(new ServedCall(
                            json.path("accountId").asText(),
                            json.path("region").asText(),
                            json.path("modelId").asText(),
                            json.path("inferenceRegion").asText()))
                    : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /// The calls to the demo's targets. The log names a profile by its ARN, and a copy of it by the
    /// copy's ARN, which matches any profile called there.
    private static Stream<ServedCall> ours(ServedCall call, List<TargetName> targets) {
        if (targets.isEmpty()) {
            return Stream.of(call);
        }
        return targets.stream()
                .filter(target -> target.region().equals(call.source()))
                .filter(target -> call.profile().endsWith(target.profile())
                        || call.profile().contains(":application-inference-profile/"))
                .limit(1)
                .map(target -> new ServedCall(call.account(), call.source(), target.profile(), call.served()));
    }
}
