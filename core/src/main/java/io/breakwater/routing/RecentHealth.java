package io.breakwater.routing;

import io.breakwater.routing.HealthStore.Replaced;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The store's texts as last read, with this copy's own changes since. While the store cannot be
/// reached, this copy's decisions count for itself alone.
final class RecentHealth {
    /// A busy copy reads once a second, a quiet one with each request.
    static final Duration AGE = Duration.ofSeconds(1);

    /// The store is left alone for this long after a failure, since each try costs a request its
    /// time-out.
    static final Duration PAUSE = Duration.ofSeconds(5);

    /// A text and when this copy has seen it first.
    private record Sighting(String text, Instant at) {}

    private final HealthStore store;
    private final Map<String, Sighting> sightings = new ConcurrentHashMap<>();
    private final StoreSnapshot<Map<String, String>> texts;

    /// @param troubles called with each failure to reach the store
    RecentHealth(HealthStore store, Consumer<RuntimeException> troubles) {
        this.store = store;
        this.texts = new StoreSnapshot<>(() -> Map.copyOf(store.all()), AGE, PAUSE, Map.of(), troubles);
    }

    Optional<String> text(String name, Instant now) {
        return Optional.ofNullable(texts.at(now).get(name));
    }

    /// What is known under a name, as far as this copy believes it.
    Optional<? extends HealthEntry> entry(String name, Instant now) {
        return believed(name, text(name, now), now);
    }

    /// What a text under a name says, as far as this copy believes it.
    Optional<? extends HealthEntry> believed(String name, Optional<String> text, Instant now) {
        if (text.isEmpty()) {
            sightings.remove(name);
            return Optional.empty();
        }
        Instant first = firstSeen(name, text.get(), now);
        return ExclusionText.read(text).map(entry -> entry.believed(first));
    }

    /// Now, if this copy's clock was set back since.
    private Instant firstSeen(String name, String text, Instant now) {
        return sightings
                .compute(
                        name,
                        (_, before) -> before != null
                                        && before.text().equals(text)
                                        && !before.at().isAfter(now)
                                ? before
                                : new Sighting(text, now))
                .at();
    }

    /// The names that have a text.
    Set<String> names(Instant now) {
        return texts.at(now).keySet();
    }

    /// Replaces a text as the store does. If the store cannot be reached, the text is replaced in
    /// memory alone and the store is left alone for a while: a request waits for this before it goes on
    /// to another target.
    Replaced replace(String name, Optional<String> seen, Optional<String> next, Instant now) {
        Replaced ended = texts.isLeftAlone(now) ? new Replaced.Done() : replaced(name, seen, next, now);
        Optional<String> there = ended instanceof Replaced.Other(Optional<String> actual) ? actual : next;
        texts.change(before -> with(before, name, there));
        return ended;
    }

    private static Map<String, String> with(Map<String, String> before, String name, Optional<String> text) {
        Map<String, String> changed = new HashMap<>(before);
        changed.remove(name);
        text.ifPresent(there -> changed.put(name, there));
        return Map.copyOf(changed);
    }

    private Replaced replaced(String name, Optional<String> seen, Optional<String> next, Instant now) {
        try {
            return store.replace(name, seen, next);
        } catch (RuntimeException unreachable) {
            texts.leaveAlone(unreachable, now);
            return new Replaced.Done();
        }
    }
}
