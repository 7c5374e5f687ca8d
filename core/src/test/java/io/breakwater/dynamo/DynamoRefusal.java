package io.breakwater.dynamo;

import java.util.Map;
import java.util.Optional;

/// A request that DynamoDB refuses, with the exception's name and message as in its API.
final class DynamoRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;
    private final transient Optional<Map<String, Value>> item;

    private DynamoRefusal(String type, String message, Optional<Map<String, Value>> item) {
        super(message);
        this.type = type;
        this.item = item;
    }

    static DynamoRefusal validation(String message) {
        return new DynamoRefusal("ValidationException", message, Optional.empty());
    }

    /// @param item the stored item, if the request asked for it
    static DynamoRefusal conditionFailed(Optional<Map<String, Value>> item) {
        return new DynamoRefusal("ConditionalCheckFailedException", "The conditional request failed", item);
    }

    static DynamoRefusal of(String type, String message) {
        return new DynamoRefusal(type, message, Optional.empty());
    }

    String type() {
        return type;
    }

    Optional<Map<String, Value>> item() {
        return item;
    }
}
