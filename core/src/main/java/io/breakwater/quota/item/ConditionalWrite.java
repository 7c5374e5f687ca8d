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

    public boolean holds(LedgerItem image) {
        return guards.stream().allMatch(guard -> guard.holds(image));
    }

    /// The image after the changes; the guards are not looked at.
    public LedgerItem applyTo(LedgerItem image) {
        Map<String, Long> numbers = new HashMap<>(image.numbers());
        for (Change change : changes) {
            switch (change) {
                case Change.Put(String attribute, long value) -> numbers.put(attribute, value);
                case Change.Remove(String attribute) -> numbers.remove(attribute);
                case Change.Add(String attribute, long amount) -> numbers.merge(attribute, amount, Long::sum);
            }
        }
        return new LedgerItem(numbers);
    }

    /// Runs the write against an image, as every store must.
    public WriteResult against(LedgerItem image) {
        return holds(image) ? new WriteResult.Applied(applyTo(image)) : new WriteResult.Refused(image);
    }
}
