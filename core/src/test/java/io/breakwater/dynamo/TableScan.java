package io.breakwater.dynamo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// Reads a table page by page, in the order of the keys. A page ends after a number of items or after a
/// megabyte, both counted before the filter is applied ("Scanning tables", DynamoDB Developer Guide).
record TableScan(DynamoTable table) {
    private static final int PAGE_BYTES = 1024 * 1024;

    ObjectNode answer(JsonNode request) {
        ExpressionPlaceholders placeholders = new ExpressionPlaceholders(request);
        ItemCondition filter = request.has("FilterExpression")
                ? ConditionParser.parse(
                        "FilterExpression", request.path("FilterExpression").asText(), placeholders)
                : new ItemCondition.Exists(DynamoTable.KEY);
        placeholders.allUsed();
        return page(from(request), request.path("Limit").asInt(Integer.MAX_VALUE), filter);
    }

    private Map<String, Map<String, Value>> from(JsonNode request) {
        return request.has("ExclusiveStartKey")
                ? table.items().tailMap(DynamoTable.key(Values.item(request.path("ExclusiveStartKey"))), false)
                : table.items();
    }

    private static ObjectNode page(Map<String, Map<String, Value>> items, int most, ItemCondition filter) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode found = answer.putArray("Items");
        int scanned = 0;
        int bytes = 0;
        for (Map<String, Value> item : items.values()) {
            scanned++;
            bytes += ItemSize.of(item);
            if (filter.holds(item)) {
                found.add(Values.json(item));
            }
            if (scanned == most || bytes >= PAGE_BYTES) {
                answer.set("LastEvaluatedKey", Values.json(Map.of(DynamoTable.KEY, item.get(DynamoTable.KEY))));
                break;
            }
        }
        return answer.put("Count", found.size()).put("ScannedCount", scanned);
    }
}
