package io.breakwater.settings;

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
                .filter(candidate -> near(distance(name, candidate), candidate.length()))
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean near(int distance, int length) {
        return distance < length && distance <= Math.max(1, length / 3);
    }

    /// Levenshtein's distance: insertions, deletions and replacements of one letter.
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            row = next(row, from.charAt(i - 1), to, i);
        }
        return row[to.length()];
    }

    private static int[] next(int[] above, char letter, String to, int first) {
        int[] row = new int[above.length];
        row[0] = first;
        for (int j = 1; j < row.length; j++) {
            int replaced = above[j - 1] + (to.charAt(j - 1) == letter ? 0 : 1);
            row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
        }
        return row;
    }
}
