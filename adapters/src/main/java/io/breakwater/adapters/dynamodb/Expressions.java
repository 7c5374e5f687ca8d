package io.breakwater.adapters.dynamodb;

import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A conditional write as DynamoDB's condition and update expressions. Values are numbered, names are escaped
/// with `#`.
final class Expressions {
    private final List<String> conditions = new ArrayList<>();
    private final List<String> puts = new ArrayList<>();
    private final List<String> removes = new ArrayList<>();
    private final List<String> adds = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();

    private Expressions() {}

    static Expressions of(ConditionalWrite write) {
        Expressions expressions = new Expressions();
        write.guards().forEach(expressions::guard);
        write.changes().forEach(expressions::change);
        return expressions;
    }

    /// Joined by AND.
    String condition() {
        return String.join(" AND ", conditions);
    }

    String update() {
        String set = puts.isEmpty() ? "" : "SET " + String.join(", ", puts);
        String remove = removes.isEmpty() ? "" : " REMOVE " + String.join(", ", removes);
        String add = adds.isEmpty() ? "" : "ADD " + String.join(", ", adds);
        return (set + remove + " " + add).strip();
    }

    Map<String, String> names() {
        return names;
    }

    Map<String, AttributeValue> values() {
        return values;
    }

    private void guard(Guard guard) {
        String name = name(guard.attribute());
        conditions.add(
                switch (guard) {
                    case Guard.Equal(var _, long value) -> name + " = " + value(value);
                    case Guard.AtMost(var _, long most) -> name + " <= " + value(most);
                    case Guard.Between(var _, long least, long most) ->
                        name + " BETWEEN " + value(least) + " AND " + value(most);
                    case Guard.Absent _ -> "attribute_not_exists(" + name + ")";
                    case Guard.AbsentOrBelow(var _, long bound) ->
                        "(attribute_not_exists(" + name + ") OR " + name + " < " + value(bound) + ")";
                });
    }

    private void change(Change change) {
        String name = name(change.attribute());
        switch (change) {
            case Change.Put(var _, long value) -> puts.add(name + " = " + value(value));
            case Change.Remove _ -> removes.add(name);
            case Change.Add(var _, long amount) -> adds.add(name + " " + value(amount));
        }
    }

    private String name(String attribute) {
        names.put("#" + attribute, attribute);
        return "#" + attribute;
    }

    private String value(long number) {
        String placeholder = ":" + values.size();
        values.put(placeholder, AttributeValue.fromN(Long.toString(number)));
        return placeholder;
    }
}
