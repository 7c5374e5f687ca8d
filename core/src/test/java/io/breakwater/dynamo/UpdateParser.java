package io.breakwater.dynamo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reads update expressions.
final class UpdateParser {
    private static final Set<String> SECTIONS = Set.of("SET", "REMOVE", "ADD", "DELETE");

    private final Words words;
    private final ExpressionPlaceholders placeholders;
    private final List<Update.Action> actions = new ArrayList<>();

    private UpdateParser(String expression, ExpressionPlaceholders placeholders) {
        this.words = new Words("UpdateExpression", expression);
        this.placeholders = placeholders;
    }

    static Update parse(String expression, ExpressionPlaceholders placeholders) {
        UpdateParser parser = new UpdateParser(expression, placeholders);
        parser.sections();
        parser.noneTwice();
        return new Update(parser.actions);
    }

    private void sections() {
        Set<String> seen = new HashSet<>();
        while (!words.ended()) {
            String section = words.peek().toUpperCase(Locale.ROOT);
            if (!SECTIONS.contains(section)) {
                throw words.syntax();
            }
            if (!seen.add(section)) {
                throw words.refused(
                        "The \"%s\" section can only be used once in an update expression;".formatted(section));
            }
            words.take();
            section(section);
        }
    }

    private void section(String name) {
        do {
            actions.add(
                    switch (name) {
                        case "SET" -> set();
                        case "REMOVE" -> new Update.Action.Remove(attribute());
                        case "ADD" -> new Update.Action.Add(attribute(), addend());
                        default -> new Update.Action.Delete(attribute(), set(value()));
                    });
        } while (words.took(","));
    }

    private Update.Action set() {
        String attribute = attribute();
        words.expect("=");
        return new Update.Action.Set(attribute, sum());
    }

    private Operand sum() {
        Operand left = operand();
        if (words.took("+")) {
            return new Operand.Sum(left, 1, operand());
        }
        return words.took("-") ? new Operand.Sum(left, -1, operand()) : left;
    }

    private Operand operand() {
        if (words.peek().startsWith(":")) {
            return new Operand.Given(value());
        }
        if (words.peekTwice().equals("(")) {
            return ifNotExists();
        }
        return new Operand.Attribute(attribute());
    }

    private Operand ifNotExists() {
        String function = words.take();
        if (!function.equals("if_not_exists")) {
            throw words.refused("Invalid function name; function: " + function);
        }
        words.expect("(");
        String attribute = attribute();
        words.expect(",");
        Operand otherwise = operand();
        words.expect(")");
        return new Operand.IfNotExists(attribute, otherwise);
    }

    private Value addend() {
        Value value = value();
        return switch (value) {
            case Value.Numeric _, Value.Texts _, Value.Numbers _ -> value;
            case Value.Text _, Value.Bool _, Value.Fields _ -> throw wrongOperand("ADD", value);
        };
    }

    private Value set(Value value) {
        if (!(value instanceof Value.Texts)) {
            throw wrongOperand("DELETE", value);
        }
        return value;
    }

    private DynamoRefusal wrongOperand(String operator, Value value) {
        return words.refused("Incorrect operand type for operator or function; operator: %s, operand type: %s"
                .formatted(operator, value.type()));
    }

    private Value value() {
        if (!words.peek().startsWith(":")) {
            throw words.syntax();
        }
        return placeholders.value(words.take());
    }

    private String attribute() {
        if (!Names.begins(words.peek())) {
            throw words.syntax();
        }
        return placeholders.attribute(words.take());
    }

    private void noneTwice() {
        Set<String> seen = new HashSet<>();
        for (Update.Action action : actions) {
            String path = action.attribute();
            if (!seen.add(path)) {
                throw words.refused(
                        "Two document paths overlap with each other; must remove or rewrite one of these paths;"
                                + " path one: [%s], path two: [%s]".formatted(path, path));
            }
        }
    }
}
