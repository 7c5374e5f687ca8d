package io.breakwater.settings;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/// The required form of a YAML value. The reader's checks and the JSON Schema for editors are both
/// derived from it, so that they cannot disagree.
sealed interface Shape {

    /// A string that matches a pattern as a whole.
    ///
    /// @param wanted the words after "must be" in messages
    record Text(Pattern pattern, String wanted) implements Shape {
        static Text matching(String pattern, String wanted) {
            return new Text(Pattern.compile(pattern), wanted);
        }
    }

    /// One of a few names.
    record Choice(List<String> names) implements Shape {}

    /// A whole number within bounds, both included.
    record Whole(long least, long most) implements Shape {}

    /// An exact number with at most six decimals, within bounds, plain or in quotes.
    record Decimal(BigDecimal least, BigDecimal most) implements Shape {
        static final int DECIMALS = 6;

        static Decimal between(String least, String most) {
            return new Decimal(new BigDecimal(least), new BigDecimal(most));
        }
    }

    /// `true` or `false`.
    record Flag() implements Shape {}

    /// A list in which nothing appears twice.
    record Items(Shape item, int least) implements Shape {}

    /// A mapping with known keys and no others.
    record Entries(List<Property> keys) implements Shape {
        static Entries of(Property... keys) {
            return new Entries(List.of(keys));
        }
    }

    /// A mapping from names that the author chooses.
    record Named(Shape name, Shape value, int least) implements Shape {}

    /// A mapping, or the list that earlier versions had in its place.
    record EntriesOrItems(Entries entries, Items items) implements Shape {}

    /// A key of a mapping.
    ///
    /// @param description its meaning, for editors and for the message that it is missing
    record Property(String name, boolean required, Shape shape, String description) {
        static Property required(String name, Shape shape, String description) {
            return new Property(name, true, shape, description);
        }

        static Property optional(String name, Shape shape, String description) {
            return new Property(name, false, shape, description);
        }
    }
}
