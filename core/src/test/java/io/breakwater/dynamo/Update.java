package io.breakwater.dynamo;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What an update expression does to an item ("Using update expressions", DynamoDB Developer Guide), to
/// the extent that this project uses it: whole attributes, all computed from the item as it was.
///
/// @param actions actions on different attributes
record Update(List<Action> actions) {

    sealed interface Action {
        String attribute();

        record Set(String attribute, Operand operand) implements Action {}

        record Remove(String attribute) implements Action {}

        /// Adds to a number or to a set; an absent attribute counts as 0 or as the empty set.
        record Add(String attribute, Value value) implements Action {}

        /// Removes from a set.
        record Delete(String attribute, Value value) implements Action {}
    }

    Map<String, Value> of(Map<String, Value> item) {
        Map<String, Value> after = new TreeMap<>(item);
        for (Action action : actions) {
            switch (action) {
                case Action.Set(String attribute, Operand operand) ->
                    after.put(attribute, Operand.there(operand, item));
                case Action.Remove(String attribute) -> after.remove(attribute);
                case Action.Add(String attribute, Value value) ->
                    after.put(attribute, item.containsKey(attribute) ? sum(item.get(attribute), value) : value);
                case Action.Delete(String attribute, Value value) -> delete(attribute, value, after);
            }
        }
        return after;
    }

    private static Value sum(Value old, Value more) {
        if (old instanceof Value.Texts(SortedSet<String> texts) && more instanceof Value.Texts(var others)) {
            return new Value.Texts(union(texts, others));
        }
        if (old instanceof Value.Numbers(SortedSet<BigDecimal> numbers) && more instanceof Value.Numbers(var others)) {
            return new Value.Numbers(union(numbers, others));
        }
        if (old instanceof Value.Numeric(var number) && more instanceof Value.Numeric(var other)) {
            return new Value.Numeric(Values.kept(number.add(other)));
        }
        throw wrongType();
    }

    private static <T> SortedSet<T> union(SortedSet<T> some, SortedSet<T> others) {
        SortedSet<T> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    private static void delete(String attribute, Value value, Map<String, Value> item) {
        Value old = item.get(attribute);
        if (old == null) {
            return;
        }
        if (!(old instanceof Value.Texts(SortedSet<String> texts) && value instanceof Value.Texts(var others))) {
            throw wrongType();
        }
        SortedSet<String> left = new TreeSet<>(texts);
        left.removeAll(others);
        if (left.isEmpty()) {
            item.remove(attribute);
        } else {
            item.put(attribute, new Value.Texts(left));
        }
    }

    static DynamoRefusal wrongType() {
        return DynamoRefusal.validation("An operand in the update expression has an incorrect data type");
    }
}
