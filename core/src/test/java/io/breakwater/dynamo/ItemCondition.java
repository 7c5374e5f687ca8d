package io.breakwater.dynamo;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A condition on an item ("Condition and filter expressions, operators, and functions", DynamoDB
/// Developer Guide), to the extent that this project uses conditions.
sealed interface ItemCondition {

    boolean holds(Map<String, Value> item);

    record Both(ItemCondition left, ItemCondition right) implements ItemCondition {
        @Override
        public boolean holds(Map<String, Value> item) {
            return left.holds(item) && right.holds(item);
        }
    }

    record Either(ItemCondition left, ItemCondition right) implements ItemCondition {
        @Override
        public boolean holds(Map<String, Value> item) {
            return left.holds(item) || right.holds(item);
        }
    }

    record Not(ItemCondition inner) implements ItemCondition {
        @Override
        public boolean holds(Map<String, Value> item) {
            return !inner.holds(item);
        }
    }

    record Exists(String attribute) implements ItemCondition {
        @Override
        public boolean holds(Map<String, Value> item) {
            return item.containsKey(attribute);
        }
    }

    record BeginsWith(Operand whole, Operand beginning) implements ItemCondition {
        @Override
        public boolean holds(Map<String, Value> item) {
            return whole.in(item).orElse(null) instanceof Value.Text(String text)
                    && beginning.in(item).orElse(null) instanceof Value.Text(String begins)
                    && text.startsWith(begins);
        }
    }

    record Contains(Operand whole, Operand part) implements ItemCondition {
        @Override
        public boolean holds(Map<String, Value> item) {
            Optional<Value> wanted = part.in(item);
            return wanted.isPresent()
                    && whole.in(item).filter(has -> has(has, wanted.get())).isPresent();
        }

        private static boolean has(Value whole, Value part) {
            return switch (whole) {
                case Value.Text(String text) -> part instanceof Value.Text(String inner) && text.contains(inner);
                case Value.Texts(var texts) -> part instanceof Value.Text(String inner) && texts.contains(inner);
                case Value.Numbers(var numbers) -> part instanceof Value.Numeric(var inner) && numbers.contains(inner);
                case Value.Numeric _, Value.Bool _, Value.Fields _ -> false;
            };
        }
    }

    /// An absent attribute equals nothing, and is neither less nor greater.
    record Compared(Operand left, Comparator comparator, Operand right) implements ItemCondition {
        @Override
        public boolean holds(Map<String, Value> item) {
            Optional<Value> one = left.in(item);
            Optional<Value> other = right.in(item);
            return (one.isPresent() && other.isPresent())
                    ? comparator.holds(one.get(), other.get())
                    : comparator == Comparator.NOT_EQUAL;
        }
    }

    record Between(Operand middle, Operand least, Operand most) implements ItemCondition {
        @Override
        public boolean holds(Map<String, Value> item) {
            return new Compared(least, Comparator.AT_MOST, middle).holds(item)
                    && new Compared(middle, Comparator.AT_MOST, most).holds(item);
        }
    }

    record OneOf(Operand operand, List<Operand> list) implements ItemCondition {
        @Override
        public boolean holds(Map<String, Value> item) {
            return list.stream().anyMatch(each -> new Compared(operand, Comparator.EQUAL, each).holds(item));
        }
    }
}
