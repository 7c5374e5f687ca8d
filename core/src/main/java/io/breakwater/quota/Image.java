package io.breakwater.quota;

import java.util.Map;
import java.util.OptionalLong;

/// The numbers of one ledger item at one moment. An item that does not exist has the empty image.
public record Image(Map<String, Long> numbers) {
    public static final Image EMPTY = new Image(Map.of());

    public Image {
        numbers = Map.copyOf(numbers);
    }

    public OptionalLong number(String attribute) {
        Long value = numbers.get(attribute);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /// The number, or 0 where there is none.
    public long orZero(String attribute) {
        return numbers.getOrDefault(attribute, 0L);
    }

    public boolean has(String attribute) {
        return numbers.containsKey(attribute);
    }
}
