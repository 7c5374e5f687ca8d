package io.breakwater.quota.item;

/// A condition on one number of an item. In memory and as a DynamoDB condition it has the same meaning:
/// a comparison with a missing number is false.
public sealed interface Guard {

    String attribute();

    boolean holds(LedgerItem item);

    /// The number is as it is in this item.
    static Guard unchanged(LedgerItem item, String attribute) {
        return item.has(attribute) ? new Equal(attribute, item.orZero(attribute)) : new Absent(attribute);
    }

    /// The number is exactly `value`.
    record Equal(String attribute, long value) implements Guard {
        @Override
        public boolean holds(LedgerItem item) {
            return item.has(attribute) && item.orZero(attribute) == value;
        }
    }

    /// The number is at most `most`.
    record AtMost(String attribute, long most) implements Guard {
        @Override
        public boolean holds(LedgerItem item) {
            return item.has(attribute) && item.orZero(attribute) <= most;
        }
    }

    /// The number lies between the two, both included.
    record Between(String attribute, long least, long most) implements Guard {
        @Override
        public boolean holds(LedgerItem item) {
            long value = item.orZero(attribute);
            return item.has(attribute) && value >= least && value <= most;
        }
    }

    /// There is no such number.
    record Absent(String attribute) implements Guard {
        @Override
        public boolean holds(LedgerItem item) {
            return !item.has(attribute);
        }
    }

    /// There is no such number, or it is below `bound`.
    record AbsentOrBelow(String attribute, long bound) implements Guard {
        @Override
        public boolean holds(LedgerItem item) {
            return !item.has(attribute) || item.orZero(attribute) < bound;
        }
    }
}
