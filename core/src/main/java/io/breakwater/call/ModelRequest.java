package io.breakwater.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.TenantId;

/// What is sent to a model.
///
/// @param tenant for whom it is called, as the bill and the accounts' logs show
/// @param converse the body of a Converse request, `inferenceConfig.maxTokens` and `requestMetadata` set
/// @param stream whether the model is asked for a stream, as whoever wants a whole answer may do too
public record ModelRequest(TenantId tenant, ObjectNode converse, boolean stream) {}
