package io.breakwater.surface;

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
                : known.stream().min(Comparator.comparingInt(candidate -> EditDistance.between(asked, candidate)));
    }
}
