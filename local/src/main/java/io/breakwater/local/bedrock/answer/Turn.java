package io.breakwater.local.bedrock.answer;

import io.breakwater.local.bedrock.quota.Usage;

/// All that a dialect needs to write an answer down.
public record Turn(
        String modelId, String requestId, Conversation conversation, Answer answer, Usage usage, long latencyMillis) {}
