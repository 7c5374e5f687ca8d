package io.breakwater.cleanup.aws;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Whether a resource may belong to any environment of Breakwater; and tags as a map, for each
/// service's type of tag.
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
