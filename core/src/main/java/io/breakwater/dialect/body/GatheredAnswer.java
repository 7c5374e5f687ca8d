package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// A whole answer, gathered from the events of a stream: what the model would have sent whole.
public interface GatheredAnswer {

    void add(ModelEvent event);

    /// How far its stream has come.
    StreamEnd end();

    /// Whether all closing events were there; without them an answer is broken, however its stream ended.
    default boolean whole() {
        return end().whole();
    }

    /// The reason to give for a stream that ended before it was whole.
    default String broken() {
        return end().broken();
    }

    /// What is wrong with a complete answer, if anything.
    Optional<String> defect();

    ObjectNode answer();
}
