package io.breakwater.simulated.bedrock.answer;

import io.breakwater.simulated.bedrock.quota.Usage;

/// All that a dialect needs to write an answer down.
public record Turn(
        String modelId,
        String requestId,
        AskedConversation conversation,
        ModelAnswer answer,
        Usage usage,
        long latencyMillis) {}
