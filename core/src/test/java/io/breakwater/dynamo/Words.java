package io.breakwater.dynamo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of an expression, one after the other.
final class Words {
    /// The limit is from "Expression size limits" ("Service, account, and table quotas", DynamoDB
    /// Developer Guide).
    private static final int MOST_BYTES = 4 * 1024;

    private static final Pattern WORD = Pattern.compile("\\s*([#:]?[A-Za-z0-9_]+|<=|>=|<>|[=<>(),+-])");

    private final List<String> words = new ArrayList<>();
    private final String kind;
    private int next;

    /// @param kind `ConditionExpression` or another field's name, for refusals
    Words(String kind, String expression) {
        this.kind = kind;
        if (expression.isBlank()) {
            throw refused("The expression can not be empty;");
        }
        int bytes = expression.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw refused("Expression size has exceeded the maximum allowed size; expression size: " + bytes);
        }
        split(expression.strip());
    }

    private void split(String expression) {
        Matcher matcher = WORD.matcher(expression);
        int at = 0;
        while (at < expression.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw refused("Syntax error; token: \"" + expression.charAt(at) + "\"");
            }
            words.add(matcher.group(1));
            at = matcher.end();
        }
    }

    boolean ended() {
        return next == words.size();
    }

    /// How many words have been taken.
    int position() {
        return next;
    }

    String peek() {
        return ended() ? "<EOF>" : words.get(next);
    }

    /// The word after the next.
    String peekTwice() {
        return next + 1 < words.size() ? words.get(next + 1) : "<EOF>";
    }

    String take() {
        String word = peek();
        next++;
        return word;
    }

    /// Whether the next word is this keyword, whatever its case.
    boolean at(String keyword) {
        return peek().toUpperCase(Locale.ROOT).equals(keyword);
    }

    /// Takes this keyword if it is next.
    boolean took(String keyword) {
        boolean there = at(keyword);
        next += there ? 1 : 0;
        return there;
    }

    void expect(String keyword) {
        if (!took(keyword)) {
            throw syntax();
        }
    }

    DynamoRefusal syntax() {
        return refused("Syntax error; token: \"" + peek() + "\"");
    }

    DynamoRefusal refused(String why) {
        return DynamoRefusal.validation("Invalid %s: %s".formatted(kind, why));
    }
}
