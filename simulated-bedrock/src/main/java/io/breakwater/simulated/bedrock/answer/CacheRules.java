package io.breakwater.simulated.bedrock.answer;

import java.time.Duration;

/// How a model caches prompts. Source: "Prompt caching for faster model inference", Amazon Bedrock User
/// Guide.
///
/// @param minimumTokens what a prefix must have to be cached; 0 for no minimum
/// @param blocksBack how many blocks before a cache point a prefix of an earlier call is looked for
/// @param takesHour whether a prefix can be kept for an hour; else five minutes, whatever is asked
public record CacheRules(long minimumTokens, int blocksBack, boolean takesHour) {

    static final Duration HOUR = Duration.ofHours(1);
    private static final Duration USUAL = Duration.ofMinutes(5);

    Duration lifetime(Part.CachePoint point) {
        return takesHour && point.asksForHour() ? HOUR : USUAL;
    }
}
