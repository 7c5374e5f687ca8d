package io.breakwater.dialect.body;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/// Gives each thing in a request a unique name: its own, or its own with the first number from 2 that
/// makes it differ. Numbering of a name continues where it left off, so that thousands of equal names
/// take no longer than as many different ones.
public final class DistinctNames {
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Long> lastNumbers = new HashMap<>();

    /// @param numbered the name with a number
    public String of(String name, LongFunction<String> numbered) {
        if (taken.add(name)) {
            return name;
        }
        String start = numbered.apply(0);
        String free = name;
        while (!taken.add(free)) {
            free = numbered.apply(lastNumbers.merge(start, 2L, (last, _) -> last + 1));
        }
        return free;
    }

    public boolean any() {
        return !taken.isEmpty();
    }
}
