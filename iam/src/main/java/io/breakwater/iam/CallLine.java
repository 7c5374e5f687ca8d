package io.breakwater.iam;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One declared call. The parts in braces differ by environment, place and tenant.
///
/// @param keys the condition keys that the call brings
public record CallLine(String action, String resource, Map<String, String> keys) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z]+)}");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    public CallLine {
        keys = Map.copyOf(keys);
    }

    /// @throws IllegalArgumentException if it is not an action, a resource, and keys with their values
    static CallLine parse(String line) {
        List<String> words = BLANKS.splitAsStream(line.strip()).toList();
        if (words.size() < 2 || !words.getFirst().matches("[a-z0-9-]+:[A-Za-z]+")) {
            throw new IllegalArgumentException("no call: " + line);
        }
        Map<String, String> keys = new HashMap<>();
        for (String word : words.subList(2, words.size())) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("no condition key with a value: " + word);
            }
            keys.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return new CallLine(words.getFirst(), words.get(1), keys);
    }

    /// The names of its placeholders.
    List<String> placeholders() {
        List<String> texts = new ArrayList<>(keys.values());
        texts.add(resource);
        return texts.stream()
                .flatMap(text -> PLACEHOLDER.matcher(text).results())
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    IamCall with(Map<String, String> row) {
        IamCall call = new IamCall(action, filled(resource, row));
        for (String key : new TreeSet<>(keys.keySet())) {
            call = call.with(key, filled(keys.getOrDefault(key, ""), row));
        }
        return call;
    }

    private static String filled(String text, Map<String, String> row) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(row.getOrDefault(found.group(1), found.group())));
    }

    /// The condition keys for policies.
    ///
    /// @throws IllegalArgumentException if a value is unknown, as no policy would contain it
    Map<String, String> conditions(Map<String, String> row) {
        Map<String, String> conditions = new TreeMap<>();
        keys.forEach((key, value) -> {
            String known = filled(value, row);
            if (PLACEHOLDER.matcher(known).find()) {
                throw new IllegalArgumentException("nothing fills in " + value + " of " + key);
            }
            conditions.put(key, known);
        });
        return conditions;
    }

    /// The resource for policies: with the known values, and wildcards for those that are not known
    /// beforehand.
    public String pattern(Map<String, String> values) {
        return PLACEHOLDER.matcher(filled(resource, values)).replaceAll("*").replaceAll("[*]{2,}", "*");
    }

    boolean fits(String called, String about, Map<String, String> values) {
        return action.equals(called)
                && expression(filled(resource, values)).matcher(about).matches();
    }

    private static Pattern expression(String text) {
        StringBuilder expression = new StringBuilder();
        int from = 0;
        for (MatchResult found : PLACEHOLDER.matcher(text).results().toList()) {
            expression
                    .append(Pattern.quote(text.substring(from, found.start())))
                    .append(".+");
            from = found.end();
        }
        return Pattern.compile(
                expression.append(Pattern.quote(text.substring(from))).toString());
    }
}
