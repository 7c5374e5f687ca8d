package io.breakwater.control.versions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// Lambda's versions with state. Like Lambda, it deletes none that an alias points to.
final class FakeVersions implements FunctionVersions {
    final Map<String, NavigableMap<Long, Instant>> published = new TreeMap<>();
    final Map<String, Set<Long>> called = new HashMap<>();

    /// What was deleted, in order, as `function:version`.
    final List<String> deleted = new ArrayList<>();

    /// Functions and versions about which it answers nothing.
    final Set<String> closed = new HashSet<>();

    /// Changes the state just before the next deletion.
    Runnable beforeDeleting = () -> {};

    Instant now;

    FakeVersions(Instant now) {
        this.now = now;
    }

    /// Does what a deploy does: publishes the next version and moves the alias to it.
    void deployed(String function) {
        NavigableMap<Long, Instant> versions = published.computeIfAbsent(function, _ -> new TreeMap<>());
        long number = versions.isEmpty() ? 1 : versions.lastKey() + 1;
        versions.put(number, now);
        called.put(function, Set.of(number));
    }

    Set<Long> of(String function) {
        return published.getOrDefault(function, Collections.emptyNavigableMap()).keySet();
    }

    @Override
    public Reading read(String function) {
        if (closed.contains(function)) {
            return new Reading.Unread("closed");
        }
        return new Reading.There(
                published.getOrDefault(function, Collections.emptyNavigableMap()).entrySet().stream()
                        .map(version -> new PublishedVersion(version.getKey(), version.getValue()))
                        .toList(),
                called.getOrDefault(function, Set.of()));
    }

    @Override
    public Deletion delete(String function, long number) {
        beforeDeleting.run();
        if (closed.contains(function + ":" + number)) {
            return new Deletion.Failed("closed");
        }
        if (called.getOrDefault(function, Set.of()).contains(number)) {
            return new Deletion.Failed("an alias points at it");
        }
        published.get(function).remove(number);
        deleted.add(function + ":" + number);
        return new Deletion.Gone();
    }
}
