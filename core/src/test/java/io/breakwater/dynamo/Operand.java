package io.breakwater.dynamo;

import java.util.Map;
import java.util.Optional;

/// What an expression compares or stores: an operand.
sealed interface Operand {

    Optional<Value> in(Map<String, Value> item);

    record Attribute(String name) implements Operand {
        @Override
        public Optional<Value> in(Map<String, Value> item) {
            return Optional.ofNullable(item.get(name));
        }
    }

    record Given(Value value) implements Operand {
        @Override
        public Optional<Value> in(Map<String, Value> item) {
            return Optional.of(value);
        }
    }

    /// The attribute, or another operand if the attribute is absent.
    record IfNotExists(String name, Operand otherwise) implements Operand {
        @Override
        public Optional<Value> in(Map<String, Value> item) {
            return item.containsKey(name) ? Optional.of(item.get(name)) : otherwise.in(item);
        }
    }

    record Sum(Operand left, int sign, Operand right) implements Operand {
        @Override
        public Optional<Value> in(Map<String, Value> item) {
            return Optional.of(sum(there(left, item), there(right, item)));
        }

        private Value sum(Value one, Value other) {
            if (one instanceof Value.Numeric(var first) && other instanceof Value.Numeric(var second)) {
                return new Value.Numeric(Values.kept(sign > 0 ? first.add(second) : first.subtract(second)));
            }
            throw DynamoRefusal.validation("An operand in the update expression has an incorrect data type");
        }
    }

    /// @throws DynamoRefusal if the operand is not in the item
    static Value there(Operand operand, Map<String, Value> item) {
        return operand.in(item)
                .orElseThrow(() -> DynamoRefusal.validation(
                        "The provided expression refers to an attribute that does not exist in the item"));
    }
}
