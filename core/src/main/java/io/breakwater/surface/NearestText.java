package io.breakwater.surface;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The known text that is most like an unknown one, by the number of characters to insert, delete or replace
/// (Levenshtein distance).
public final class NearestText {
    /// What is longer is no mistyped name, and comparing takes time in the square of it.
    private static final int LONGEST = 200;

    private NearestText() {}

    /// The first of those with the least distance; empty where there is none to choose from, or the text is too long.
    public static Optional<String> to(String asked, Collection<String> known) {
        return asked.length() > LONGEST
                ? Optional.empty()
                : known.stream().min(Comparator.comparingInt(candidate -> distance(asked, candidate)));
    }

    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
