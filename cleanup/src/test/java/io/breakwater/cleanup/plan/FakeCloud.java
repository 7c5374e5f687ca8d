package io.breakwater.cleanup.plan;

import io.breakwater.cleanup.own.Example;
import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Judge;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Records;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// AWS with state. A removal takes two calls, as when protection has to be lifted first; the program
/// can be killed at any call.
public final class FakeCloud implements Cloud {
    private final Set<FoundResource> there;
    private final Records records;
    private final List<Unreadable> unreadable = new ArrayList<>();
    private final Set<String> stubborn = new HashSet<>();
    private RecentTraffic traffic = new RecentTraffic.NoMetric();
    private int callsLeft = Integer.MAX_VALUE;

    /// Plays the death of the program.
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    public FakeCloud(List<FoundResource> there, Records records) {
        this.there = new LinkedHashSet<>(there);
        this.records = records;
    }

    public Set<FoundResource> there() {
        return there;
    }

    public void killAfter(int calls) {
        callsLeft = calls;
    }

    public void hide(Unreadable place) {
        unreadable.add(place);
    }

    public void keep(String id) {
        stubborn.add(id);
    }

    public void seen(RecentTraffic seen) {
        traffic = seen;
    }

    public void replace(FoundResource old, FoundResource anew) {
        there.remove(old);
        there.add(anew);
    }

    @Override
    public Scan scan() {
        call();
        Judge judge = new Judge(Example.NAMES, records);
        return new Scan(there.stream().map(judge::judge).toList(), records.stacks(), unreadable);
    }

    @Override
    public Optional<String> remove(FoundResource found) throws RemovalException {
        call();
        if (stubborn.contains(found.id())) {
            throw new RemovalException("AccessDenied", new IllegalStateException(found.id()));
        }
        call();
        return there.remove(found) && found.kind() == Kind.KEY ? Optional.of("key " + found.id()) : Optional.empty();
    }

    @Override
    public RecentTraffic traffic() {
        return traffic;
    }

    private void call() {
        if (callsLeft-- == 0) {
            throw new Killed();
        }
    }
}
