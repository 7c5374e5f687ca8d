package io.breakwater.dynamo;

import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedSet;

/// An attribute's value, of one of the types that this project stores.
sealed interface Value {

    record Text(String text) implements Value {}

    record Numeric(BigDecimal number) implements Value {}

    record Bool(boolean value) implements Value {}

    /// A set of strings; never empty.
    record Texts(SortedSet<String> texts) implements Value {}

    /// A set of numbers; never empty.
    record Numbers(SortedSet<BigDecimal> numbers) implements Value {}

    /// Values by name.
    record Fields(Map<String, Value> fields) implements Value {}

    /// The type's name in the API.
    default String type() {
        return switch (this) {
            case Text _ -> "S";
            case Numeric _ -> "N";
            case Bool _ -> "BOOL";
            case Texts _ -> "SS";
            case Numbers _ -> "NS";
            case Fields _ -> "M";
        };
    }
}
