package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.quota.Usage;
import java.util.Optional;

/// All that a body format needs to write an answer.
///
/// @param trace the report on a guardrail's checks
public record Turn(
        String modelId,
        String requestId,
        AskedConversation conversation,
        ModelAnswer answer,
        Usage usage,
        long latencyMillis,
        Optional<ObjectNode> trace) {}
