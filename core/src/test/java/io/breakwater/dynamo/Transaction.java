package io.breakwater.dynamo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Writes of which all or none happen ("TransactWriteItems", DynamoDB API Reference), in one table. The
/// token that makes a repeat harmless is ignored.
record Transaction(Function<String, DynamoTable> tables) {
    private static final int MOST = 100;

    ObjectNode run(JsonNode request) {
        List<Write> writes = writes(request.path("TransactItems"));
        DynamoTable table = tables.apply(writes.getFirst().table());
        table.alone(() -> {
            refuseIfOneFails(table, writes);
            writes.forEach(table::write);
        });
        return JsonNodeFactory.instance.objectNode();
    }

    private static List<Write> writes(JsonNode items) {
        if (items.isEmpty() || items.size() > MOST) {
            throw DynamoRefusal.validation("a transaction has 1 to %d writes, got %d".formatted(MOST, items.size()));
        }
        List<Write> writes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode item : items) {
            Write write = write(item);
            if (!write.table()
                    .equals(writes.isEmpty() ? write.table() : writes.getFirst().table())) {
                throw DynamoRefusal.validation("transactions over several tables are not in use here");
            }
            if (!seen.add(write.key())) {
                throw DynamoRefusal.validation("Transaction request cannot include multiple operations on one item");
            }
            writes.add(write);
        }
        return writes;
    }

    private static Write write(JsonNode item) {
        String kind = item.fieldNames().next();
        JsonNode request = item.get(kind);
        return switch (kind) {
            case "Put" -> Write.put(request);
            case "Update" -> Write.update(request);
            case "Delete" -> Write.delete(request);
            case "ConditionCheck" -> Write.check(request);
            default -> throw DynamoRefusal.validation("unknown in a transaction: %s".formatted(kind));
        };
    }

    private static void refuseIfOneFails(DynamoTable table, List<Write> writes) {
        List<String> codes = new ArrayList<>();
        for (Write write : writes) {
            codes.add(failure(table, write).map(Transaction::code).orElse("None"));
        }
        if (codes.stream().anyMatch(code -> !code.equals("None"))) {
            throw DynamoRefusal.of(
                    "TransactionCanceledException",
                    "Transaction cancelled, please refer cancellation reasons for specific reasons [%s]"
                            .formatted(String.join(", ", codes)));
        }
    }

    private static Optional<DynamoRefusal> failure(DynamoTable table, Write write) {
        try {
            write.against(table.read(write.key()));
            return Optional.empty();
        } catch (DynamoRefusal refused) {
            return Optional.of(refused);
        }
    }

    /// "ConditionalCheckFailed", "ValidationError".
    private static String code(DynamoRefusal refused) {
        return refused.type().equals("ValidationException")
                ? "ValidationError"
                : refused.type().replace("Exception", "");
    }
}
