package io.breakwater.bench;

import io.breakwater.bench.child.GatewayProcess;
import io.breakwater.bench.child.ProcessFigures;
import io.breakwater.bench.child.StartUp;
import io.breakwater.bench.load.ClosedLoop;
import io.breakwater.bench.load.ConcurrentStreams;
import io.breakwater.bench.load.Contender;
import io.breakwater.bench.load.LoadSample;
import io.breakwater.bench.load.StreamSample;
import io.breakwater.bench.report.BenchReport;
import io.breakwater.bench.report.MedianOfRounds;
import io.breakwater.bench.report.Pair;
import io.breakwater.bench.report.Round;
import io.breakwater.bench.report.RunConditions;
import io.breakwater.bench.report.StreamRound;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// One run: start-ups, then rounds in which all subjects take turns, so that other load on the machine
/// affects all of them.
final class SideBySide {
    /// Many connections first: the compilation that they cause would otherwise affect the latency of
    /// one.
    private static final List<Integer> CONNECTIONS = List.of(16, 1);

    private static final int STREAMED_TOKENS = 100;
    private static final int SHORT_TOKENS = 8;

    private final Setup setup;
    private final List<Round> rounds = new ArrayList<>();
    private final List<StreamRound> streamRounds = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /// @param root the project's folder
    /// @param streams the number of streams open at once
    /// @param flags additional flags of the measured JVM
    /// @param progress receives the current step of the run
    record Setup(Path root, Schedule schedule, int streams, List<String> flags, Consumer<String> progress) {}

    SideBySide(Setup setup) {
        this.setup = setup;
    }

    /// @throws IOException if something could not be measured; the message says what
    BenchReport run() throws IOException, InterruptedException {
        List<String> flags = new ArrayList<>(GatewayProcess.FLAGS);
        flags.addAll(setup.flags());
        RunConditions conditions = RunConditions.now(flags);
        MedianOfRounds startUp = startUps();
        try (GatewayProcess process = process("bench.yaml")) {
            load(process);
        }
        try (GatewayProcess process = process("streams.yaml")) {
            streams(process);
        }
        return new BenchReport(
                conditions, RunConditions.now(flags).load(), startUp, rounds, pairs(), streamRounds, problems);
    }

    private MedianOfRounds startUps() throws IOException, InterruptedException {
        StartUp startUp = new StartUp(setup.root());
        List<Double> seconds = new ArrayList<>();
        for (int i = 1; i <= setup.schedule().startUps(); i++) {
            say("start-up " + i + " of " + setup.schedule().startUps());
            seconds.add(startUp.measure().toNanos() / 1e9);
        }
        return MedianOfRounds.of(seconds);
    }

    private GatewayProcess process(String environment) throws IOException {
        return GatewayProcess.start(setup.root().resolve("bench/config").resolve(environment), setup.flags());
    }

    private void load(GatewayProcess process) throws IOException, InterruptedException {
        List<Contender> subjects = new Subjects(process).whole();
        for (Contender subject : subjects) {
            say("warming up: " + subject.name());
            new ClosedLoop(subject).run(CONNECTIONS.getFirst(), setup.schedule().warmUp());
        }
        for (int connections : CONNECTIONS) {
            for (int i = 1; i <= setup.schedule().rounds(); i++) {
                say(connections + " connection(s), round " + i + " of "
                        + setup.schedule().rounds());
                for (Contender subject : subjects) {
                    rounds.add(round(process, subject, connections));
                }
            }
        }
    }

    private Round round(GatewayProcess process, Contender subject, int connections)
            throws IOException, InterruptedException {
        long cpuBefore = process.figures().cpuNanos();
        LoadSample sample =
                new ClosedLoop(subject).run(connections, setup.schedule().round());
        Duration cpu = Duration.ofNanos(process.figures().cpuNanos() - cpuBefore);
        sample.firstFailure()
                .ifPresent(why -> problems.add("%s, %d connections: %d of %d failed, such as %s"
                        .formatted(
                                subject.name(),
                                connections,
                                sample.failures(),
                                sample.failures() + sample.latencies().count(),
                                why)));
        return Round.of(subject.name(), connections, sample, cpu);
    }

    private void streams(GatewayProcess process) throws IOException, InterruptedException {
        warmUp(new Subjects(process).streamed(SHORT_TOKENS));
        List<Contender> subjects = new Subjects(process).streamed(STREAMED_TOKENS);
        for (int i = 1; i <= setup.schedule().streamRounds(); i++) {
            say(setup.streams() + " streams at once, round " + i + " of "
                    + setup.schedule().streamRounds());
            for (Contender subject : subjects) {
                streamRounds.add(streamRound(process, subject));
            }
        }
    }

    private void warmUp(List<Contender> subjects) throws IOException, InterruptedException {
        for (Contender subject : subjects) {
            say("warming up: " + subject.name() + ", streamed");
            for (int i = 0; i < setup.schedule().streamWarmUps(); i++) {
                new ConcurrentStreams(subject).run(setup.streams());
            }
        }
    }

    private StreamRound streamRound(GatewayProcess process, Contender subject)
            throws IOException, InterruptedException {
        process.collect();
        StreamSample sample = new ConcurrentStreams(subject).run(setup.streams());
        ProcessFigures busy = process.figures();
        sample.firstFailure()
                .ifPresent(why -> problems.add("%s, streams: %d of %d not complete, such as %s"
                        .formatted(subject.name(), sample.opened() - sample.complete(), sample.opened(), why)));
        return StreamRound.of(
                subject.name(), sample, busy.heapPeakBytes(), process.collect().heapUsedBytes());
    }

    private List<Pair> pairs() {
        String reference = rounds.getFirst().subject();
        List<Pair> pairs = new ArrayList<>();
        for (int connections : CONNECTIONS) {
            rounds.stream()
                    .map(Round::subject)
                    .distinct()
                    .filter(subject -> !subject.equals(reference))
                    .forEach(subject -> pairs.add(Pair.of(of(subject, connections), of(reference, connections))));
        }
        return pairs;
    }

    private List<Round> of(String subject, int connections) {
        return rounds.stream()
                .filter(round ->
                        round.connections() == connections && round.subject().equals(subject))
                .toList();
    }

    private void say(String what) {
        setup.progress().accept(what);
    }
}
