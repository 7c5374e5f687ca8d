package io.breakwater.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// One of the five patterns, with its default number of requests.
public enum Pattern {
    CRIS(10, "one profile, answers from several Regions"),
    SHARDING(20, "accounts of equal capacity share the requests"),
    FALLBACK(10, "requests beyond the primary model's quota go to the fallback model"),
    BALANCE(10, "the primaries share the load before the fallback takes the rest"),
    ISOLATION(5, "a tenant over its limit gets 429, and the others do not notice");

    private static final String ALL = "all";

    private final int requests;
    private final String claim;

    Pattern(int requests, String claim) {
        this.requests = requests;
        this.claim = claim;
    }

    /// The patterns that a word on the command line asks for.
    ///
    /// @throws DemoException if it names none
    public static List<Pattern> chosen(String word) throws DemoException {
        if (word.equalsIgnoreCase(ALL)) {
            return List.of(values());
        }
        return Arrays.stream(values())
                .filter(pattern -> pattern.word().equalsIgnoreCase(word))
                .findFirst()
                .map(List::of)
                .orElseThrow(
                        () -> DemoException.badUse("There is no pattern \"%s\"; choose %s".formatted(word, words())));
    }

    private static String words() {
        return Arrays.stream(values()).map(Pattern::word).collect(Collectors.joining(", ")) + " or " + ALL;
    }

    /// Its name on the command line and in results.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Its default number of requests; for isolation, of each tenant.
    public int requests() {
        return requests;
    }

    String claim() {
        return claim;
    }
}
