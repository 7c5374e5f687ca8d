package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.SharedMembers;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The lists of blocks in a Converse body, in the order in which a model reads them: tools, system, messages.
final class BlockLists {
    private static final String TOOL_CONFIG = "toolConfig";
    private static final String TOOLS = "tools";
    private static final String SYSTEM = "system";
    private static final String MESSAGES = "messages";
    private static final String CONTENT = "content";

    private BlockLists() {}

    static Stream<JsonNode> ofTools(ObjectNode converse) {
        return converse.path(TOOL_CONFIG).path(TOOLS).valueStream();
    }

    static Stream<JsonNode> ofMessages(ObjectNode converse) {
        return converse.path(MESSAGES)
                .valueStream()
                .flatMap(message -> message.path(CONTENT).valueStream());
    }

    static Stream<JsonNode> all(ObjectNode converse) {
        return Stream.of(ofTools(converse), converse.path(SYSTEM).valueStream(), ofMessages(converse))
                .flatMap(blocks -> blocks);
    }

    /// A body with changed blocks; it shares the unchanged parts with this one.
    ///
    /// @param change maps each list to a new one or to itself
    static ObjectNode changed(ObjectNode converse, UnaryOperator<ArrayNode> change) {
        ObjectNode body = SharedMembers.of(converse);
        if (converse.path(TOOL_CONFIG) instanceof ObjectNode config) {
            body.set(TOOL_CONFIG, changed(config, TOOLS, change));
        }
        return inMessages(changed(body, SYSTEM, change), change);
    }

    /// The same for messages alone.
    static ObjectNode inMessages(ObjectNode converse, UnaryOperator<ArrayNode> change) {
        ObjectNode body = SharedMembers.of(converse);
        if (converse.path(MESSAGES) instanceof ArrayNode messages) {
            ArrayNode changed = body.putArray(MESSAGES);
            messages.forEach(message ->
                    changed.add(message instanceof ObjectNode turn ? changed(turn, CONTENT, change) : message));
        }
        return body;
    }

    private static ObjectNode changed(ObjectNode owner, String member, UnaryOperator<ArrayNode> change) {
        if (!(owner.path(member) instanceof ArrayNode blocks)) {
            return owner;
        }
        ObjectNode changed = SharedMembers.of(owner);
        changed.set(member, change.apply(blocks));
        return changed;
    }
}
