package io.breakwater.quota.item;

import java.util.Map;
import java.util.OptionalLong;

/// The numbers of one ledger item at one moment. An item that does not exist is [#EMPTY].
public record LedgerItem(Map<String, Long> numbers) {
    public static final LedgerItem EMPTY = new LedgerItem(Map.of());

    public LedgerItem {
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
