package io.breakwater.local.bedrock.answer;

import io.breakwater.local.bedrock.quota.Usage;

/// All that a dialect needs to write an answer down.
public record Turn(String modelId, String requestId, Answer answer, Usage usage, long latencyMillis) {

    public Turn withLatency(long millis) {
        return new Turn(modelId, requestId, answer, usage, millis);
    }
}
