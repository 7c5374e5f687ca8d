package io.breakwater.cleanup.plan;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Judgement;
import io.breakwater.cleanup.own.Judgement.Alive;
import io.breakwater.cleanup.own.Judgement.Doubtful;
import io.breakwater.cleanup.own.Judgement.Own;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.OwnStack;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// All that was found of an environment at one time.
///
/// @param stacks also those that are deleted
public record Scan(List<Judgement> judged, List<OwnStack> stacks, List<Unreadable> unreadable) {

    public Scan {
        judged = judged.stream()
                .sorted(Comparator.comparing(Judgement::found, ORDER))
                .toList();
        stacks = List.copyOf(stacks);
        unreadable = List.copyOf(unreadable);
    }

    private static final Comparator<FoundResource> ORDER = Comparator.comparing(FoundResource::kind)
            .thenComparing(FoundResource::place)
            .thenComparing(FoundResource::id);

    /// What was left behind, in the order of removal.
    public List<Own> own() {
        return of(Own.class);
    }

    public List<Doubtful> doubtful() {
        return of(Doubtful.class);
    }

    public List<Alive> alive() {
        return of(Alive.class);
    }

    /// The stacks that still exist.
    public List<OwnStack> remaining() {
        return stacks.stream().filter(OwnStack::stands).toList();
    }

    /// Whether everything could be read, and no stray was found.
    public boolean nothingStray() {
        return unreadable.isEmpty() && own().isEmpty() && doubtful().isEmpty();
    }

    /// Whether everything could be read, and neither strays nor stacks were found.
    public boolean nothingLeft() {
        return nothingStray() && alive().isEmpty() && remaining().isEmpty();
    }

    /// Whether there is a resource of a kind that is, or may be, the environment's.
    public boolean has(Kind kind) {
        Predicate<Judgement> foreign = Judgement.Foreign.class::isInstance;
        return judged.stream()
                .filter(foreign.negate())
                .anyMatch(judgement -> judgement.found().kind() == kind);
    }

    private <T extends Judgement> List<T> of(Class<T> judgement) {
        return judged.stream()
                .filter(judgement::isInstance)
                .map(judgement::cast)
                .toList();
    }
}
