package io.breakwater.cleanup.aws;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Whether a resource may be Breakwater's at all, of whatever environment; and tags as a map, whatever a service
/// calls a pair.
final class CandidateNames {
    static final String START = "breakwater";

    private CandidateNames() {}

    static boolean ours(String name) {
        return name.startsWith(START);
    }

    static <T> Map<String, String> tags(Collection<T> pairs, Function<T, String> key, Function<T, String> value) {
        return pairs.stream().collect(Collectors.toMap(key, value));
    }
}
