package io.breakwater.demo;

import io.breakwater.call.Pause;
import java.time.Duration;
import java.util.List;

/// Reads the invocation log of a simulated Bedrock.
final class SimulationWitness implements Witness {
    /// A call is in the log a moment after its last byte; two seconds are plenty.
    private static final int MOST_LOOKS = 20;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final SimulationLog log;
    private final Pause pause;

    SimulationWitness(SimulationLog log, Pause pause) {
        this.log = log;
        this.pause = pause;
    }

    @Override
    public long mark() throws DemoException, InterruptedException {
        return log.end();
    }

    @Override
    public ServedPlaces since(long mark, List<DemoAnswer> answers) throws DemoException, InterruptedException {
        return new ServedPlaces.Known(calls(mark, answers));
    }

    private List<ServedCall> calls(long mark, List<DemoAnswer> answers) throws DemoException, InterruptedException {
        List<TargetName> targets = answers.stream()
                .flatMap(answer -> answer.target().stream())
                .distinct()
                .toList();
        long expected = answers.stream().filter(DemoAnswer::succeeded).count();
        List<ServedCall> calls = of(targets, log.since(mark));
        for (int looks = 0; looks < MOST_LOOKS && calls.size() < expected; looks++) {
            pause.pause(BETWEEN_LOOKS);
            calls = of(targets, log.since(mark));
        }
        return calls;
    }

    private static List<ServedCall> of(List<TargetName> targets, List<ServedCall> calls) {
        return calls.stream()
                .filter(call -> targets.isEmpty() || targets.stream().anyMatch(call::to))
                .toList();
    }
}
