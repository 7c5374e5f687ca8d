package io.breakwater.dynamo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// What one request does to one item if its condition holds.
///
/// @param table the name of the item's table
/// @param key the item's key
/// @param condition a condition on the stored item; the item is empty if it does not exist
/// @param showsOld whether a refusal contains the stored item
/// @param named the attributes that its update names
/// @param effect makes the new item from the stored one, which is empty if it does not exist
record Write(
        String table,
        String key,
        Optional<ItemCondition> condition,
        boolean showsOld,
        Set<String> named,
        UnaryOperator<Optional<Map<String, Value>>> effect) {

    static Write put(JsonNode request) {
        ExpressionPlaceholders placeholders = new ExpressionPlaceholders(request);
        Map<String, Value> item = Values.item(request.path("Item"));
        Optional<ItemCondition> condition = condition(request, placeholders);
        placeholders.allUsed();
        bounded(item, "Item size has exceeded the maximum allowed size");
        return of(request, DynamoTable.key(item), condition, _ -> Optional.of(item));
    }

    static Write update(JsonNode request) {
        ExpressionPlaceholders placeholders = new ExpressionPlaceholders(request);
        Map<String, Value> key = Values.item(request.path("Key"));
        Optional<ItemCondition> condition = condition(request, placeholders);
        Update update = UpdateParser.parse(request.path("UpdateExpression").asText(), placeholders);
        placeholders.allUsed();
        for (Update.Action action : update.actions()) {
            if (key.containsKey(action.attribute())) {
                throw DynamoRefusal.validation(
                        ("One or more parameter values were invalid: Cannot update attribute %s. This attribute is part of"
                                        + " the key")
                                .formatted(action.attribute()));
            }
        }
        return of(request, DynamoTable.key(key), condition, item -> Optional.of(updated(item.orElse(key), update)))
                .naming(update);
    }

    private static Map<String, Value> updated(Map<String, Value> item, Update update) {
        Map<String, Value> after = update.of(new TreeMap<>(item));
        bounded(after, "Item size to update has exceeded the maximum allowed size");
        return after;
    }

    static Write delete(JsonNode request) {
        ExpressionPlaceholders placeholders = new ExpressionPlaceholders(request);
        Optional<ItemCondition> condition = condition(request, placeholders);
        placeholders.allUsed();
        return of(request, DynamoTable.key(Values.item(request.path("Key"))), condition, _ -> Optional.empty());
    }

    static Write check(JsonNode request) {
        ExpressionPlaceholders placeholders = new ExpressionPlaceholders(request);
        Optional<ItemCondition> condition = condition(request, placeholders);
        placeholders.allUsed();
        return of(request, DynamoTable.key(Values.item(request.path("Key"))), condition, UnaryOperator.identity());
    }

    private static Write of(
            JsonNode request,
            String key,
            Optional<ItemCondition> condition,
            UnaryOperator<Optional<Map<String, Value>>> effect) {
        boolean showsOld =
                request.path("ReturnValuesOnConditionCheckFailure").asText().equals("ALL_OLD");
        return new Write(request.path("TableName").asText(), key, condition, showsOld, Set.of(), effect);
    }

    private Write naming(Update update) {
        Set<String> names =
                update.actions().stream().map(Update.Action::attribute).collect(Collectors.toSet());
        return new Write(table, key, condition, showsOld, names, effect);
    }

    private static Optional<ItemCondition> condition(JsonNode request, ExpressionPlaceholders placeholders) {
        return request.has("ConditionExpression")
                ? Optional.of(ConditionParser.parse(
                        "ConditionExpression",
                        request.path("ConditionExpression").asText(),
                        placeholders))
                : Optional.empty();
    }

    private static void bounded(Map<String, Value> item, String message) {
        if (ItemSize.of(item) > ItemSize.MOST) {
            throw DynamoRefusal.validation(message);
        }
    }

    /// @return the item after the write
    /// @throws DynamoRefusal if the condition does not hold, or the update cannot be applied to the item
    Optional<Map<String, Value>> against(Optional<Map<String, Value>> item) {
        if (condition.isPresent() && !condition.get().holds(item.orElse(Map.of()))) {
            throw DynamoRefusal.conditionFailed(showsOld ? item : Optional.empty());
        }
        return effect.apply(item);
    }
}
