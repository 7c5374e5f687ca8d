package io.breakwater.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// Runs the demo of one pattern: look at the limits, send the burst, read who served it, judge.
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

    /// @param each how many requests each of the pattern's tenants sends
    Result run(Pattern pattern, int each) throws InterruptedException {
        int requests = each * pattern.tenants().size();
        try {
            return shown(pattern, each);
        } catch (DemoException impossible) {
            Evidence nothing = new Evidence(List.of(), new Served.Unknown(impossible.sentence()), Duration.ZERO);
            return new Result(
                    pattern, requests, "could not be run", nothing, new Verdict.NotHeld(impossible.sentence()));
        }
    }

    private Result shown(Pattern pattern, int each) throws DemoException, InterruptedException {
        long mark = witness.mark();
        Expectation expectation = expectation(pattern, each);
        Instant begun = clock.instant();
        List<Answer> answers = burst(pattern, each);
        Duration took = Duration.between(begun, clock.instant());
        Evidence evidence = new Evidence(answers, witness.since(mark, answers), took);
        String done = "%s; %s".formatted(sent(pattern, each), expectation.promise());
        return new Result(pattern, evidence.sent(), done, evidence, expectation.judge(evidence));
    }

    private Expectation expectation(Pattern pattern, int each) throws DemoException, InterruptedException {
        return switch (pattern) {
            case CRIS -> new SpreadOverRegions(pattern.alias());
            case SHARDING -> new EvenShares(plan(pattern));
            case FALLBACK -> new Overflow(plan(pattern), each);
            case BALANCE -> new SharedPrimaries(plan(pattern), each);
            case ISOLATION -> new OwnLimits(readiness.rooms(pattern.tenants()), each);
        };
    }

    private Plan plan(Pattern pattern) throws DemoException, InterruptedException {
        return readiness.plan(pattern.tenants().getFirst(), pattern.alias());
    }

    private List<Answer> burst(Pattern pattern, int each) throws InterruptedException {
        Burst burst = new Burst(gateway, pattern.alias());
        List<String> senders = Stream.generate(pattern::tenants)
                .limit(each)
                .flatMap(List::stream)
                .toList();
        return switch (pattern) {
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
