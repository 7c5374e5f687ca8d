package io.breakwater.simulated.bedrock.answer;

import java.time.Duration;

/// How a model caches prompts. Source: "Prompt caching for faster model inference", Amazon Bedrock User
/// Guide.
///
/// @param minimumTokens the shortest prefix that is cached; 0 for no minimum
/// @param blocksBack how many blocks before a cache point the cache looks for a prefix of an earlier
/// call
/// @param takesHour whether a prefix can be kept for an hour; else it is kept for five minutes,
/// whatever the request says
public record CacheRules(long minimumTokens, int blocksBack, boolean takesHour) {

    static final Duration HOUR = Duration.ofHours(1);
    private static final Duration USUAL = Duration.ofMinutes(5);

    Duration lifetime(Part.CachePoint point) {
        return takesHour && point.asksForHour() ? HOUR : USUAL;
    }
}
