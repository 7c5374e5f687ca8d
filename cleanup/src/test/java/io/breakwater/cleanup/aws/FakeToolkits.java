package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.Place;
import io.breakwater.cleanup.own.ToolkitJudge;
import io.breakwater.cleanup.plan.Cloud;
import io.breakwater.cleanup.plan.FakeCloud;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/// Places with the CDK's bootstrap and other stacks; they have state. The program can be killed at any
/// call.
public final class FakeToolkits {
    /// When everything was created.
    static final Instant MADE = Instant.parse("2026-11-01T00:00:00Z");

    private final SortedSet<Place> places;
    private final Map<Place, FakeFormation> formation = new TreeMap<>();
    private final Map<Place, FakeBuckets> buckets = new TreeMap<>();
    private final Map<Place, FakeRepositories> repositories = new TreeMap<>();
    private final AtomicInteger callsLeft = new AtomicInteger(Integer.MAX_VALUE);

    /// Bootstrapped places, each with a bucket of this many versions, a delete marker for every third
    /// version, and a repository with an image.
    public FakeToolkits(int versions, Place... places) {
        this.places = new TreeSet<>(List.of(places));
        for (Place place : places) {
            String end = "-assets-" + place.account() + "-" + place.region();
            FakeBuckets s3 = new FakeBuckets("cdk-hnb659fds" + end, versions, this::call);
            FakeRepositories ecr = new FakeRepositories("cdk-hnb659fds-container" + end, this::call);
            buckets.put(place, s3);
            repositories.put(place, ecr);
            formation.put(place, new FakeFormation(place, List.of(s3.name(), ecr.name()), this::call));
        }
    }

    public Cloud cloud() {
        return BootstrapComposition.of(
                places,
                formation::get,
                List.of(new AssetBucketRemover(buckets::get), new AssetRepositoryRemover(repositories::get)),
                _ -> {});
    }

    public void deploy(Place place, String stack) {
        formation.get(place).deploy(stack);
    }

    public void destroy(Place place, String stack) {
        formation.get(place).destroy(stack);
    }

    /// Someone deletes the bootstrap's stack by hand; the bucket and the repository stay.
    public void deleteStackOnly(Place place) {
        formation.get(place).destroy(ToolkitJudge.STACK);
    }

    /// Someone creates a stack of this name that is not the CDK's.
    public void makeForeign(Place place) {
        formation.get(place).withoutVersion();
    }

    /// Makes the deletion of the repository's resource fail.
    public void failDeletion(Place place) {
        formation.get(place).failDeletion();
    }

    /// Makes a stack that is being deleted show its former status for a moment.
    public void showLate(Place place) {
        formation.get(place).showLate(1);
    }

    public void killAfter(int calls) {
        callsLeft.set(calls);
    }

    /// What exists, such as `123456789012/us-east-1 bucket with 7`.
    public List<String> there() {
        return places.stream()
                .flatMap(
                        place -> List.of(
                                        buckets.get(place).there(),
                                        repositories.get(place).there(),
                                        formation.get(place).there())
                                .stream()
                                .filter(thing -> !thing.isEmpty())
                                .map(thing -> place + " " + thing))
                .toList();
    }

    private void call() {
        if (callsLeft.getAndDecrement() <= 0) {
            throw new FakeCloud.Killed();
        }
    }
}
