package io.breakwater.surface;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/// The known text that is most like an unknown one, by the least number of
/// characters to insert, delete or replace (Levenshtein distance), capital or
/// small. A text that is too long is not a mistyped name, and comparing takes
/// time in the square of its length.
public final class NearestText {
    private static final int LONGEST = 200;
    private static final int LONGEST_NAME = 100;
    private static final int MOST_NAMES = 20;

    private NearestText() {}

    /// The first of the known texts with the least distance; empty if there are none, or the text is
    /// too long.
    public static Optional<String> to(String asked, Collection<String> known) {
        return asked.length() > LONGEST
                ? Optional.empty()
                : known.stream().min(Comparator.comparingInt(candidate -> distance(asked, candidate)));
    }

    /// `; did you mean 'x'?` if a known name is near, else the list of names.
    public static String hint(String name, Collection<String> known) {
        return near(name, known).map(near -> "; did you mean '" + near + "'?").orElseGet(() -> list(known));
    }

    private static String list(Collection<String> known) {
        String names = known.stream().sorted().limit(MOST_NAMES).collect(Collectors.joining(", "));
        String more = known.size() > MOST_NAMES ? " and %d more".formatted(known.size() - MOST_NAMES) : "";
        return known.isEmpty() ? "" : "; known: " + names + more;
    }

    /// The nearest name, if a third of its letters or fewer differ, but not all of them.
    private static Optional<String> near(String name, Collection<String> known) {
        if (name.length() > LONGEST_NAME) {
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
            int replaced = above[j - 1] + (sameLetter(to.charAt(j - 1), letter) ? 0 : 1);
            row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
        }
        return row;
    }

    private static boolean sameLetter(char one, char other) {
        return Character.toLowerCase(one) == Character.toLowerCase(other);
    }
}
