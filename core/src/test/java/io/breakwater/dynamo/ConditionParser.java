package io.breakwater.dynamo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads condition and filter expressions. NOT binds closer than AND, and AND closer than OR.
final class ConditionParser {
    private final Words words;
    private final ExpressionPlaceholders placeholders;

    /// Where the last pair of parentheses began and ended.
    private int lastBegin;

    private int lastEnd;

    private ConditionParser(Words words, ExpressionPlaceholders placeholders) {
        this.words = words;
        this.placeholders = placeholders;
    }

    /// @param kind the name of the request's field, for refusals
    static ItemCondition parse(String kind, String expression, ExpressionPlaceholders placeholders) {
        Words words = new Words(kind, expression);
        ItemCondition whole = new ConditionParser(words, placeholders).either();
        if (!words.ended()) {
            throw words.syntax();
        }
        return whole;
    }

    private ItemCondition either() {
        ItemCondition left = both();
        while (words.took("OR")) {
            left = new ItemCondition.Either(left, both());
        }
        return left;
    }

    private ItemCondition both() {
        ItemCondition left = negated();
        while (words.took("AND")) {
            left = new ItemCondition.Both(left, negated());
        }
        return left;
    }

    private ItemCondition negated() {
        return words.took("NOT") ? new ItemCondition.Not(negated()) : single();
    }

    private ItemCondition single() {
        if (words.took("(")) {
            return inParentheses();
        }
        return words.peekTwice().equals("(") ? function(words.take()) : comparison();
    }

    private ItemCondition inParentheses() {
        int begin = words.position();
        ItemCondition inner = either();
        if (lastBegin == begin + 1 && lastEnd == words.position()) {
            throw words.refused("The expression has redundant parentheses;");
        }
        words.expect(")");
        lastBegin = begin;
        lastEnd = words.position();
        return inner;
    }

    private ItemCondition function(String name) {
        words.expect("(");
        ItemCondition called = switch (name) {
            case "attribute_exists" -> new ItemCondition.Exists(attribute());
            case "attribute_not_exists" -> new ItemCondition.Not(new ItemCondition.Exists(attribute()));
            case "begins_with" -> {
                Operand whole = operand();
                words.expect(",");
                yield new ItemCondition.BeginsWith(whole, operand());
            }
            case "contains" -> {
                Operand whole = operand();
                words.expect(",");
                yield new ItemCondition.Contains(whole, operand());
            }
            default -> throw words.refused("Invalid function name; function: " + name.toLowerCase(Locale.ROOT));
        };
        words.expect(")");
        return called;
    }

    private ItemCondition comparison() {
        Operand left = operand();
        if (words.took("BETWEEN")) {
            return between(left);
        }
        if (words.took("IN")) {
            return oneOf(left);
        }
        Comparator comparator = Comparator.of(words.peek()).orElseThrow(words::syntax);
        words.take();
        return new ItemCondition.Compared(left, comparator, operand());
    }

    private ItemCondition between(Operand middle) {
        Operand least = operand();
        words.expect("AND");
        Operand most = operand();
        if (least instanceof Operand.Given(Value low) && most instanceof Operand.Given(Value high)) {
            ordered(low, high);
        }
        return new ItemCondition.Between(middle, least, most);
    }

    private void ordered(Value low, Value high) {
        if (!low.type().equals(high.type())) {
            throw words.refused("The BETWEEN operator requires same data type for lower and upper bounds;");
        }
        if (!Comparator.AT_MOST.holds(low, high)) {
            throw words.refused(
                    "The BETWEEN operator requires upper bound to be greater than or equal to lower bound;");
        }
    }

    private ItemCondition oneOf(Operand operand) {
        List<Operand> list = new ArrayList<>();
        words.expect("(");
        do {
            list.add(operand());
        } while (words.took(","));
        words.expect(")");
        return new ItemCondition.OneOf(operand, list);
    }

    private Operand operand() {
        return words.peek().startsWith(":")
                ? new Operand.Given(placeholders.value(words.take()))
                : new Operand.Attribute(attribute());
    }

    private String attribute() {
        if (!Names.begins(words.peek())) {
            throw words.syntax();
        }
        return placeholders.attribute(words.take());
    }
}
