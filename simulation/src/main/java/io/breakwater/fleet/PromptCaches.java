package io.breakwater.fleet;

import io.breakwater.model.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The prompt caches of all targets, and what conversations write into them.
final class PromptCaches {
    /// How long a prefix stays cached after it was last read.
    private static final Duration CACHED = Duration.ofMinutes(5);

    private final FleetTime time;
    private final Map<Place, Cached> caches = new HashMap<>();
    private final Map<String, Long> prefixes = new HashMap<>();
    private long written;

    PromptCaches(FleetTime time) {
        this.time = time;
    }

    private record Place(Target target, String conversation) {}

    private record Cached(long tokens, Duration until) {}

    /// How many tokens of the prefix are cached at the target; from now on all of it is, for five minutes.
    long read(Target target, AskedRequest.Turn turn) {
        Duration now = time.elapsed();
        Cached before = caches.put(new Place(target, turn.conversation()), new Cached(turn.prefix(), now.plus(CACHED)));
        long known = before == null || before.until().compareTo(now) < 0 ? 0 : Math.min(before.tokens(), turn.prefix());
        written += turn.prefix() - known;
        prefixes.merge(turn.conversation(), turn.prefix(), Math::max);
        return known;
    }

    /// The tokens written.
    long written() {
        return written;
    }

    /// The least that had to be written: each conversation's tokens once, at one target.
    long least() {
        return prefixes.values().stream().mapToLong(Long::longValue).sum();
    }
}
