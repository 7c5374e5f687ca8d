package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Judgement;
import io.breakwater.cleanup.own.Place;
import io.breakwater.cleanup.own.Records;
import io.breakwater.cleanup.plan.Scan;
import io.breakwater.cleanup.plan.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/// Lists every kind of resource in every place of an environment. It reports what it cannot read, and
/// goes on with the rest.
///
/// @param records what CloudFormation recorded in a place
/// @param judging makes the judge from the records of all places
record Scanner(
        SortedSet<Place> places,
        List<ResourceRemover> removers,
        Function<Place, Records> records,
        Function<Records, Function<FoundResource, Judgement>> judging) {

    public Scanner {
        places = new TreeSet<>(places);
        removers = List.copyOf(removers);
    }

    /// The result of one read.
    private record Look<T>(T seen, Optional<Unreadable> unreadable) {}

    public Scan scan() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Look<Records>>> recorded = submit(threads, recordLooks());
            List<Future<Look<List<FoundResource>>>> found = submit(threads, resourceLooks());
            return judged(
                    recorded.stream().map(Scanner::wait).toList(),
                    found.stream().map(Scanner::wait).toList());
        }
    }

    private Scan judged(List<Look<Records>> recorded, List<Look<List<FoundResource>>> found) {
        Records all = Records.all(recorded.stream().map(Look::seen).toList());
        List<Judgement> judged = found.stream()
                .flatMap(look -> look.seen().stream())
                .map(judging.apply(all))
                .toList();
        List<Unreadable> unreadable = new ArrayList<>();
        recorded.forEach(look -> look.unreadable().ifPresent(unreadable::add));
        found.forEach(look -> look.unreadable().ifPresent(unreadable::add));
        return new Scan(judged, all.stacks(), unreadable);
    }

    private List<Callable<Look<Records>>> recordLooks() {
        return places.stream()
                .<Callable<Look<Records>>>map(
                        place -> () -> look(place, "CloudFormation's record", Records.NONE, () -> records.apply(place)))
                .toList();
    }

    private List<Callable<Look<List<FoundResource>>>> resourceLooks() {
        List<Callable<Look<List<FoundResource>>>> looks = new ArrayList<>();
        for (Place place : places) {
            removers.stream()
                    .filter(remover -> !remover.kind().global() || isFirst(place))
                    .forEach(remover -> looks.add(
                            () -> look(place, remover.kind().plural(), List.of(), () -> remover.list(place))));
        }
        return looks;
    }

    /// Whether it is the place through which its account's global resources are read.
    private boolean isFirst(Place place) {
        return places.stream()
                .filter(other -> other.account().equals(place.account()))
                .findFirst()
                .equals(Optional.of(place));
    }

    private static <T> Look<T> look(Place place, String what, T nothing, Supplier<T> reading) {
        try {
            return new Look<>(reading.get(), Optional.empty());
        } catch (SdkException refused) {
            return new Look<>(nothing, Optional.of(new Unreadable(place, what, Reason.of(refused))));
        }
    }

    private static <T> List<Future<T>> submit(ExecutorService threads, List<Callable<T>> looks) {
        return looks.stream().map(threads::submit).toList();
    }

    private static <T> T wait(Future<T> look) {
        try {
            return look.get();
        } catch (ExecutionException defect) {
            throw new IllegalStateException("a look at AWS came to a defect", defect.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while looking", stopped);
        }
    }
}
