package io.breakwater.dynamo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// DynamoDB in memory, to the extent that this project uses it: tables with one string key, the
/// operations below, condition and update expressions over whole attributes, each write atomic, with
/// DynamoDB's own refusals. It refuses whatever it does not know.
///
/// DynamoDB Local, the vendor's own, may be used under terms that are no open licence; no build needs
/// it for this.
final class Dynamo {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, DynamoTable> tables = new ConcurrentHashMap<>();
    private final Map<String, Function<JsonNode, ObjectNode>> operations = Map.of(
            "CreateTable", this::createTable,
            "DeleteTable", this::deleteTable,
            "ListTables", _ -> listTables(),
            "DescribeTable", request -> described("Table", table(request) != null, request),
            "GetItem", this::getItem,
            "PutItem", request -> written(request, Write.put(request)),
            "UpdateItem", request -> written(request, Write.update(request)),
            "DeleteItem", request -> written(request, Write.delete(request)),
            "Scan", request -> new TableScan(table(request)).answer(request),
            "TransactWriteItems", request -> new Transaction(this::table).run(request));

    /// @param operation the operation's name in the API
    /// @throws DynamoRefusal if DynamoDB would refuse the request, or the operation is not in use here
    ObjectNode answer(String operation, JsonNode request) {
        Function<JsonNode, ObjectNode> known = operations.get(operation);
        if (known == null) {
            throw DynamoRefusal.of("UnknownOperationException", "%s is not in use here".formatted(operation));
        }
        return known.apply(request);
    }

    private ObjectNode createTable(JsonNode request) {
        String name = request.path("TableName").asText();
        JsonNode keys = request.path("KeySchema");
        if (keys.size() != 1 || !keys.path(0).path("AttributeName").asText().equals(DynamoTable.KEY)) {
            throw DynamoRefusal.validation("tables have one key, %s, here; got %s".formatted(DynamoTable.KEY, keys));
        }
        if (tables.putIfAbsent(name, new DynamoTable()) != null) {
            throw DynamoRefusal.of("ResourceInUseException", "Table already exists: %s".formatted(name));
        }
        return described("TableDescription", true, request);
    }

    private ObjectNode deleteTable(JsonNode request) {
        table(request);
        tables.remove(request.path("TableName").asText());
        return described("TableDescription", false, request);
    }

    private ObjectNode listTables() {
        ObjectNode answer = JSON.objectNode();
        ArrayNode names = answer.putArray("TableNames");
        tables.keySet().stream().sorted().forEach(names::add);
        return answer;
    }

    private static ObjectNode described(String field, boolean there, JsonNode request) {
        ObjectNode answer = JSON.objectNode();
        answer.putObject(field)
                .put("TableName", request.path("TableName").asText())
                .put("TableStatus", there ? "ACTIVE" : "DELETING")
                .putArray("KeySchema")
                .addObject()
                .put("AttributeName", DynamoTable.KEY)
                .put("KeyType", "HASH");
        return answer;
    }

    private ObjectNode getItem(JsonNode request) {
        ObjectNode answer = JSON.objectNode();
        table(request)
                .read(DynamoTable.key(Values.item(request.path("Key"))))
                .ifPresent(item -> answer.set("Item", Values.json(item)));
        return answer;
    }

    private ObjectNode written(JsonNode request, Write write) {
        DynamoTable.Changed changed = table(write.table()).write(write);
        ObjectNode answer = JSON.objectNode();
        shown(request.path("ReturnValues").asText("NONE"), changed, write.named())
                .ifPresent(item -> answer.set("Attributes", Values.json(item)));
        return answer;
    }

    private static Optional<Map<String, Value>> shown(String wanted, DynamoTable.Changed changed, Set<String> named) {
        return switch (wanted) {
            case "NONE" -> Optional.empty();
            case "ALL_OLD" -> changed.before();
            case "ALL_NEW" -> changed.after();
            case "UPDATED_OLD" -> changed.before().map(item -> only(named, item));
            case "UPDATED_NEW" -> changed.after().map(item -> only(named, item));
            default -> throw DynamoRefusal.validation("unknown ReturnValues: %s".formatted(wanted));
        };
    }

    private static Map<String, Value> only(Set<String> names, Map<String, Value> item) {
        Map<String, Value> some = new TreeMap<>(item);
        some.keySet().retainAll(names);
        return some;
    }

    private DynamoTable table(JsonNode request) {
        return table(request.path("TableName").asText());
    }

    private DynamoTable table(String name) {
        DynamoTable table = tables.get(name);
        if (table == null) {
            throw DynamoRefusal.of(
                    "ResourceNotFoundException", "Cannot do operations on a non-existent table: %s".formatted(name));
        }
        return table;
    }
}
