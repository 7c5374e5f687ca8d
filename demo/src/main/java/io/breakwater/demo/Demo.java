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
    Result run(Scene scene, int each) throws InterruptedException {
        int requests = each * scene.tenants().size();
        try {
            return shown(scene, each);
        } catch (DemoException impossible) {
            Evidence nothing = new Evidence(List.of(), new Served.Unknown(impossible.sentence()), Duration.ZERO);
            return new Result(
                    scene.pattern(), requests, "could not be run", nothing, new Verdict.NotHeld(impossible.sentence()));
        }
    }

    private Result shown(Scene scene, int each) throws DemoException, InterruptedException {
        long mark = witness.mark();
        Expectation expectation = expectation(scene, each);
        Instant begun = clock.instant();
        List<Answer> answers = burst(scene, each);
        Duration took = Duration.between(begun, clock.instant());
        Evidence evidence = new Evidence(answers, witness.since(mark, answers), took);
        String done = "%s; %s".formatted(sent(scene.pattern(), each), expectation.promise());
        return new Result(scene.pattern(), evidence.sent(), done, evidence, expectation.judge(evidence));
    }

    private Expectation expectation(Scene scene, int each) throws DemoException, InterruptedException {
        return switch (scene.pattern()) {
            case CRIS -> new SpreadOverRegions(scene.alias());
            case SHARDING -> new EvenShares(plan(scene));
            case FALLBACK -> new Overflow(plan(scene), each);
            case BALANCE -> new SharedPrimaries(plan(scene), each);
            case ISOLATION -> new OwnLimits(readiness.rooms(scene.tenants()), each);
        };
    }

    private Plan plan(Scene scene) throws DemoException, InterruptedException {
        return readiness.plan(scene.tenants().getFirst(), scene.alias());
    }

    private List<Answer> burst(Scene scene, int each) throws InterruptedException {
        Burst burst = new Burst(gateway, scene.alias());
        List<String> senders = Stream.generate(scene::tenants)
                .limit(each)
                .flatMap(List::stream)
                .toList();
        return switch (scene.pattern()) {
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
