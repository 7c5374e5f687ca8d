package io.breakwater.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// Runs the demo of one scene: look at the limits, send the burst, read who served it, judge.
final class Demo {
    private final Readiness readiness;
    private final GatewayClient gateway;
    private final Witness witness;
    private final InstantSource clock;

    Demo(Readiness readiness, GatewayClient gateway, Witness witness, InstantSource clock) {
        this.readiness = readiness;
        this.gateway = gateway;
        this.witness = witness;
        this.clock = clock;
    }

    /// @param each how many requests each of the scene's tenants sends
    Result run(PatternDemo patternDemo, int each) throws InterruptedException {
        int requests = each * patternDemo.tenants().size();
        try {
            return shown(patternDemo, each);
        } catch (DemoException impossible) {
            Evidence nothing = new Evidence(List.of(), new ServedPlaces.Unknown(impossible.sentence()), Duration.ZERO);
            return new Result(
                    patternDemo.pattern(),
                    requests,
                    "could not be run",
                    nothing,
                    new PatternVerdict.NotHeld(impossible.sentence()));
        }
    }

    private Result shown(PatternDemo patternDemo, int each) throws DemoException, InterruptedException {
        long mark = witness.mark();
        Expectation expectation = expectation(patternDemo, each);
        Instant begun = clock.instant();
        List<DemoAnswer> answers = burst(patternDemo, each);
        Duration took = Duration.between(begun, clock.instant());
        Evidence evidence = new Evidence(answers, witness.since(mark, answers), took);
        String done = "%s; %s".formatted(sent(patternDemo.pattern(), each), expectation.promise());
        return new Result(patternDemo.pattern(), evidence.sent(), done, evidence, expectation.judge(evidence));
    }

    private Expectation expectation(PatternDemo patternDemo, int each) throws DemoException, InterruptedException {
        return switch (patternDemo.pattern()) {
            case CRIS -> new SpreadOverRegions(patternDemo.alias());
            case SHARDING -> new EvenShares(plan(patternDemo));
            case FALLBACK -> new Overflow(plan(patternDemo), each);
            case BALANCE -> new SharedPrimaries(plan(patternDemo), each);
            case ISOLATION -> new OwnLimits(readiness.rooms(patternDemo.tenants()), each);
        };
    }

    private ShownPlan plan(PatternDemo patternDemo) throws DemoException, InterruptedException {
        return readiness.plan(patternDemo.tenants().getFirst(), patternDemo.alias());
    }

    private List<DemoAnswer> burst(PatternDemo patternDemo, int each) throws InterruptedException {
        Burst burst = new Burst(gateway, patternDemo.alias());
        List<String> senders = Stream.generate(patternDemo::tenants)
                .limit(each)
                .flatMap(List::stream)
                .toList();
        return switch (patternDemo.pattern()) {
            case CRIS, SHARDING -> burst.oneAfterTheOther(senders);
            case FALLBACK, BALANCE, ISOLATION -> burst.atOnce(senders);
        };
    }

    private static String sent(Pattern pattern, int each) {
        return switch (pattern) {
            case CRIS, SHARDING -> "%d requests, one after the other".formatted(each);
            case FALLBACK, BALANCE -> "%d requests at once".formatted(each);
            case ISOLATION -> "%d requests at once from each tenant".formatted(each);
        };
    }
}
