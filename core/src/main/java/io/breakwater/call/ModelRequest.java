package io.breakwater.call;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What is sent to a model.
///
/// @param converse the body of a Converse request, `inferenceConfig.maxTokens` set
public record ModelRequest(ObjectNode converse, boolean stream) {}
