package io.breakwater.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.breakwater.settings.Shape.Choice;
import io.breakwater.settings.Shape.Decimal;
import io.breakwater.settings.Shape.Entries;
import io.breakwater.settings.Shape.EntriesOrItems;
import io.breakwater.settings.Shape.Flag;
import io.breakwater.settings.Shape.Items;
import io.breakwater.settings.Shape.Named;
import io.breakwater.settings.Shape.Property;
import io.breakwater.settings.Shape.Text;
import io.breakwater.settings.Shape.Whole;
import io.breakwater.surface.NearestText;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Compares a YAML tree with its shape: types, bounds, unknown and missing keys.
final class ShapeCheck {
    private static final int LONGEST_TEXT = 256;

    private final Report report;
    private final Optional<Consumer<String>> unknownKeys;

    /// The check of text that people write: an unknown key is a problem.
    ShapeCheck(Report report) {
        this.report = report;
        this.unknownKeys = Optional.empty();
    }

    /// The check of text that a version of the gateway has stored, perhaps a newer one: an unknown key
    /// is ignored.
    ///
    /// @param unknownKeys called with each unknown key
    ShapeCheck(Report report, Consumer<String> unknownKeys) {
        this.report = report;
        this.unknownKeys = Optional.of(unknownKeys);
    }

    void check(Shape shape, Path at) {
        switch (shape) {
            case Text text -> checkText(text, at);
            case Choice choice -> checkChoice(choice, at);
            case Whole whole -> checkWhole(whole, at);
            case Decimal decimal -> checkDecimal(decimal, at);
            case Flag _ -> require(at.value().isBoolean(), at, "true or false");
            case Items items -> checkItems(items, at);
            case Entries entries -> checkEntries(entries, at);
            case Named named -> checkNamed(named, at);
            case EntriesOrItems(Entries entries, Items items) ->
                check(at.value().isArray() ? items : entries, at);
        }
    }

    private void checkText(Text text, Path at) {
        if (at.value().isNumber()) {
            report.add(
                    at.text(),
                    "must be %s, got the number %s; put it in quotes".formatted(text.wanted(), at.described()));
        } else {
            require(at.value().isTextual() && matches(text, at.asText()), at, text.wanted());
        }
    }

    private static boolean matches(Text text, String value) {
        return value.length() <= LONGEST_TEXT && text.pattern().matcher(value).matches();
    }

    private void checkChoice(Choice choice, Path at) {
        if (!at.value().isTextual() || !choice.names().contains(at.asText())) {
            report.add(
                    at.text(),
                    "must be one of %s, got %s".formatted(String.join(", ", choice.names()), at.described()));
        }
    }

    private void checkWhole(Whole whole, Path at) {
        JsonNode value = at.value();
        boolean fits = value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= whole.least()
                && value.longValue() <= whole.most();
        require(fits, at, "a whole number from %d to %d".formatted(whole.least(), whole.most()));
    }

    private void checkDecimal(Decimal decimal, Path at) {
        boolean fits = at.decimal()
                .filter(number -> number.compareTo(decimal.least()) >= 0 && number.compareTo(decimal.most()) <= 0)
                .isPresent();
        require(
                fits,
                at,
                "a number from %s to %s with at most %d decimals"
                        .formatted(decimal.least(), decimal.most(), Decimal.DECIMALS));
    }

    private void checkItems(Items items, Path at) {
        require(at.value().isArray(), at, "a list");
        if (at.value().isArray() && at.value().size() < items.least()) {
            report.add(at.text(), "is empty; give at least %d".formatted(items.least()));
        }
        Set<JsonNode> seen = new HashSet<>();
        for (Path item : at.items()) {
            check(items.item(), item);
            if (item.value().isValueNode() && !seen.add(item.value())) {
                report.add(item.text(), "is listed twice: %s; remove one".formatted(item.described()));
            }
        }
    }

    private void checkEntries(Entries entries, Path at) {
        if (!at.value().isObject()) {
            require(false, at, "a mapping");
            return;
        }
        List<String> known = entries.keys().stream().map(Property::name).toList();
        at.entries().stream()
                .filter(entry -> !known.contains(entry.getKey()))
                .forEach(entry -> unknown(entry.getKey(), entry.getValue(), known));
        entries.keys().forEach(key -> checkKey(key, at.key(key.name())));
    }

    private void unknown(String key, Path at, List<String> known) {
        unknownKeys.ifPresentOrElse(
                told -> told.accept(key), () -> report.add(at.text(), "unknown key" + NearestText.hint(key, known)));
    }

    private void checkKey(Property key, Path at) {
        if (at.present()) {
            check(key.shape(), at);
        } else if (key.required()) {
            report.add(at.text(), "is missing; add it: " + key.description());
        }
    }

    private void checkNamed(Named named, Path at) {
        require(at.value().isObject(), at, "a mapping");
        if (at.value().isObject() && at.value().size() < named.least()) {
            report.add(at.text(), "is empty; give at least %d".formatted(named.least()));
        }
        at.entries().forEach(entry -> {
            check(named.name(), new Path(entry.getValue().text(), TextNode.valueOf(entry.getKey())));
            check(named.value(), entry.getValue());
        });
    }

    private void require(boolean right, Path at, String wanted) {
        if (!right) {
            report.add(at.text(), "must be %s, got %s".formatted(wanted, at.described()));
        }
    }
}
