package io.breakwater.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.Outcome;

/// What came of a call.
public sealed interface Attempted {

    /// The whole answer: the body of a Converse response.
    record Whole(ObjectNode converse, TokenUsage usage) implements Attempted {}

    /// A stream whose first content is there.
    record Opened(ModelStream stream) implements Attempted {}

    /// No answer.
    record Failed(Outcome outcome) implements Attempted {}
}
