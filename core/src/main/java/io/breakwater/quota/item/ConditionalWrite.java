package io.breakwater.quota.item;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Changes to one item that happen together if all guards hold, or not at all: one DynamoDB `UpdateItem`.
public record ConditionalWrite(List<Guard> guards, List<Change> changes) {

    public ConditionalWrite {
        guards = List.copyOf(guards);
        changes = List.copyOf(changes);
    }

    public boolean holds(LedgerItem item) {
        return guards.stream().allMatch(guard -> guard.holds(item));
    }

    /// The item after the changes, without checking the guards.
    public LedgerItem applyTo(LedgerItem item) {
        Map<String, Long> numbers = new HashMap<>(item.numbers());
        for (Change change : changes) {
            switch (change) {
                case Change.Put(String attribute, long value) -> numbers.put(attribute, value);
                case Change.Remove(String attribute) -> numbers.remove(attribute);
                case Change.Add(String attribute, long amount) -> numbers.merge(attribute, amount, Long::sum);
            }
        }
        return new LedgerItem(numbers);
    }

    /// Runs the write against an item, as every store must.
    public WriteResult against(LedgerItem item) {
        return holds(item) ? new WriteResult.Applied(applyTo(item)) : new WriteResult.Refused(item);
    }
}
