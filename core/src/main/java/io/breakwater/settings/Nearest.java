package io.breakwater.settings;

import io.breakwater.surface.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/// The known name that somebody most likely meant.
public final class Nearest {
    private static final int LONGEST = 100;
    private static final int MOST = 20;

    private Nearest() {}

    /// `; did you mean 'x'?` where a known name is near, else what names there are.
    public static String hint(String name, Collection<String> known) {
        return to(name, known).map(near -> "; did you mean '" + near + "'?").orElseGet(() -> list(known));
    }

    private static String list(Collection<String> known) {
        String names = known.stream().sorted().limit(MOST).collect(Collectors.joining(", "));
        String more = known.size() > MOST ? " and %d more".formatted(known.size() - MOST) : "";
        return known.isEmpty() ? "" : "; known: " + names + more;
    }

    /// The nearest name, if a third of its letters or fewer differ, but not all of them.
    private static Optional<String> to(String name, Collection<String> known) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        return known.stream()
                .filter(candidate -> near(EditDistance.between(name, candidate), candidate.length()))
                .min(Comparator.comparingInt((String candidate) -> EditDistance.between(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean near(int distance, int length) {
        return distance < length && distance <= Math.max(1, length / 3);
    }
}
