package io.breakwater.dynamo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What DynamoDB does with conditions and updates, vector by vector. Everything that claims to behave
/// as DynamoDB does must pass them: this project's interpreter, the vendor's own engine where its terms
/// are accepted, and moto where Python has it, with the exceptions in [#notHeld].
public abstract class DynamoVectors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TABLE = "vectors";
    private static final String KEY = "the one";

    /// The name in [#notHeld] of the claim about an item's size.
    protected static final String LARGEST_ITEM = "an item has 400 kilobytes at most";

    /// The name in [#notHeld] of the claim about concurrent writers.
    protected static final String ONE_AT_A_TIME = "a condition and its write are one step";

    /// Calls to the engine under test, the same each time.
    protected abstract DynamoCalls dynamo() throws Exception;

    /// The claims that this engine is known not to hold, though DynamoDB does; they are skipped.
    protected Set<String> notHeld() {
        return Set.of();
    }

    static Stream<Arguments> vectors() throws IOException {
        try (InputStream in = requireNonNull(DynamoVectors.class.getResourceAsStream("vectors.json"))) {
            return StreamSupport.stream(JSON.readTree(in).spliterator(), false)
                    .map(vector -> Arguments.of(vector.path("claim").asText(), vector))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void it_holds_that(String claim, JsonNode vector) throws Exception {
        assumeFalse(notHeld().contains(claim), "this engine is known not to hold it");
        DynamoCalls dynamo = dynamo();
        dynamo.makeTable(TABLE);
        begin(dynamo, vector.path("item"));
        DynamoCalls.Reply reply = dynamo.call("UpdateItem", update(vector));

        String refused = vector.path("refused").asText("");
        assertThat(reply.refusal()).as(claim + ": " + reply.content()).isEqualTo(refused);
        assertThat(reply.content()
                        .path("message")
                        .asText(reply.content().path("Message").asText()))
                .as(claim)
                .contains(vector.path("says").asText(""));
        if (!refused.isEmpty()) {
            assertThat(reply.content().path("Item")).as(claim).isEqualTo(shown(vector));
        }
        assertThat(item(dynamo)).as(claim).isEqualTo(after(vector));
    }

    @Test
    void an_item_has_400_kilobytes_at_most_names_included() throws Exception {
        assumeFalse(notHeld().contains(LARGEST_ITEM), "this engine is known not to hold it");
        DynamoCalls dynamo = dynamo();
        dynamo.makeTable(TABLE);
        begin(dynamo, JSON.createObjectNode());
        int others = ("pk" + KEY + "a").length();
        assertThat(dynamo.call("UpdateItem", filled(400 * 1024 - others)).refusal())
                .isEmpty();
        DynamoCalls.Reply larger = dynamo.call("UpdateItem", filled(400 * 1024 - others + 1));
        assertThat(larger.refusal()).isEqualTo("ValidationException");
        assertThat(larger.content().toString()).contains("Item size to update has exceeded the maximum allowed size");
    }

    private static ObjectNode filled(int length) {
        ObjectNode request = request().put("UpdateExpression", "SET a = :v");
        request.set("Key", key());
        request.putObject("ExpressionAttributeValues").putObject(":v").put("S", "x".repeat(length));
        return request;
    }

    @Test
    void of_any_number_of_writers_none_gets_lost_and_a_condition_lets_no_more_through() throws Exception {
        assumeFalse(notHeld().contains(ONE_AT_A_TIME), "this engine is known not to hold it");
        DynamoCalls dynamo = dynamo();
        dynamo.makeTable(TABLE);
        begin(dynamo, JSON.createObjectNode());
        ObjectNode request = request()
                .put("UpdateExpression", "ADD a :one")
                .put("ConditionExpression", "attribute_not_exists(a) OR a < :most");
        request.set("Key", key());
        ObjectNode values = request.putObject("ExpressionAttributeValues");
        values.putObject(":one").put("N", "1");
        values.putObject(":most").put("N", "100");
        AtomicInteger written = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> writers = Collections.nCopies(16, () -> tenTimes(dynamo, request, written));
            for (Future<Integer> each : threads.invokeAll(writers)) {
                each.get();
            }
        }
        assertThat(written).hasValue(100);
        assertThat(item(dynamo).path("a").path("N").asText()).isEqualTo("100");
    }

    private static int tenTimes(DynamoCalls dynamo, ObjectNode request, AtomicInteger written) throws Exception {
        for (int time = 0; time < 10; time++) {
            if (dynamo.call("UpdateItem", request).refusal().isEmpty()) {
                written.incrementAndGet();
            }
        }
        return 10;
    }

    private static void begin(DynamoCalls dynamo, JsonNode item) throws Exception {
        ObjectNode request = request();
        if (item.isObject()) {
            request.set("Item", whole(item));
            assertThat(dynamo.call("PutItem", request).refusal()).isEmpty();
        } else {
            request.set("Key", key());
            assertThat(dynamo.call("DeleteItem", request).refusal()).isEmpty();
        }
    }

    /// A condition without an update is sent with an update that removes an attribute that no item has.
    private static ObjectNode update(JsonNode vector) {
        ObjectNode request = request();
        request.set("Key", key());
        request.put("UpdateExpression", vector.path("update").asText("REMOVE unheard_of"));
        copy(vector, "condition", request, "ConditionExpression");
        if (!vector.path("values").isEmpty()) {
            copy(vector, "values", request, "ExpressionAttributeValues");
        }
        copy(vector, "names", request, "ExpressionAttributeNames");
        if (vector.path("shows").asBoolean()) {
            request.put("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
        }
        return request;
    }

    private static void copy(JsonNode vector, String from, ObjectNode request, String to) {
        if (vector.has(from)) {
            request.set(to, vector.get(from));
        }
    }

    private static JsonNode after(JsonNode vector) {
        if (vector.has("after")) {
            return whole(vector.get("after"));
        }
        boolean refused = vector.has("refused");
        if (vector.path("item").isObject()) {
            return whole(vector.get("item"));
        }
        return refused ? JSON.missingNode() : whole(JSON.createObjectNode());
    }

    private static JsonNode shown(JsonNode vector) {
        return vector.has("shown") ? whole(vector.get("shown")) : JSON.missingNode();
    }

    private static JsonNode item(DynamoCalls dynamo) throws Exception {
        ObjectNode request = request().put("ConsistentRead", true);
        request.set("Key", key());
        return dynamo.call("GetItem", request).content().path("Item");
    }

    private static ObjectNode request() {
        return JSON.createObjectNode().put("TableName", TABLE);
    }

    private static ObjectNode key() {
        ObjectNode key = JSON.createObjectNode();
        key.putObject("pk").put("S", KEY);
        return key;
    }

    private static ObjectNode whole(JsonNode attributes) {
        ObjectNode item = attributes.deepCopy();
        return item.setAll(key());
    }
}
