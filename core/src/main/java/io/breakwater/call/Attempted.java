package io.breakwater.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.Outcome;

/// What came of a call.
public sealed interface Attempted {

    /// The whole answer: as the model sent it, and what it reports.
    record Whole(ObjectNode answer, TokenUsage usage) implements Attempted {}

    /// A stream whose first content is there.
    record Opened(ModelStream stream) implements Attempted {}

    /// No answer.
    record Failed(Outcome outcome) implements Attempted {}
}
