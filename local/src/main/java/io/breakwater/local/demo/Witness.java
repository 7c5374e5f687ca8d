package io.breakwater.local.demo;

import io.breakwater.call.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Tells in which Regions the calls of a burst were served, if there is a simulated Bedrock to ask.
final class Witness {
    /// A call is in the log a moment after its last byte; two seconds are plenty.
    private static final int MOST_LOOKS = 20;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final String NOBODY =
            "the Regions cannot be read: no simulated Bedrock was found behind this gateway"
                    + " (name it with --sim-url); a real Bedrock tells them in its invocation log only";

    private final Optional<SimulationLog> log;
    private final Pause pause;

    Witness(Optional<SimulationLog> log, Pause pause) {
        this.log = log;
        this.pause = pause;
    }

    /// Where the log ends now; 0 without a log.
    long mark() throws DemoException, InterruptedException {
        return log.isPresent() ? log.get().end() : 0;
    }

    /// The calls since a mark that went to the targets of these answers.
    Served since(long mark, List<Answer> answers) throws DemoException, InterruptedException {
        return log.isPresent() ? new Served.Known(calls(log.get(), mark, answers)) : new Served.Unknown(NOBODY);
    }

    private List<SimulationLog.Call> calls(SimulationLog log, long mark, List<Answer> answers)
            throws DemoException, InterruptedException {
        List<TargetName> targets = answers.stream()
                .flatMap(answer -> answer.target().stream())
                .distinct()
                .toList();
        long expected = answers.stream().filter(Answer::succeeded).count();
        List<SimulationLog.Call> calls = of(targets, log.since(mark));
        for (int looks = 0; looks < MOST_LOOKS && calls.size() < expected; looks++) {
            pause.pause(BETWEEN_LOOKS);
            calls = of(targets, log.since(mark));
        }
        return calls;
    }

    private static List<SimulationLog.Call> of(List<TargetName> targets, List<SimulationLog.Call> calls) {
        return calls.stream()
                .filter(call -> targets.isEmpty() || targets.stream().anyMatch(call::to))
                .toList();
    }
}
