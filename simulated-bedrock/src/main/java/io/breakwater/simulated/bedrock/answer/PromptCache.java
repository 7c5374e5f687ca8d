package io.breakwater.simulated.bedrock.answer;

import io.breakwater.simulated.bedrock.answer.CachedPrefixes.Prefix;
import io.breakwater.simulated.bedrock.quota.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The prompt prefixes that were read before, per account, Region and model. Thread-safe.
///
/// The longest live prefix is read from the cache, which prolongs its life; the rest up to the last
/// cache point is written. A prefix below the model's minimum is neither read nor written, and costs
/// the same as without a cache point. The oldest of more than 10,000 is forgotten. Source: "Prompt
/// caching for faster model inference", Amazon Bedrock User Guide.
public final class PromptCache {

    private static final int MOST_PREFIXES = 10_000;

    private record Life(Instant end, Duration lifetime) {

        Life renewed(Instant now) {
            Instant further = now.plus(lifetime);
            return further.isAfter(end) ? new Life(further, lifetime) : this;
        }
    }

    private final Map<String, Life> lives = new LinkedHashMap<>();

    /// Splits a prompt's tokens into fresh, read and written, and remembers its prefixes.
    ///
    /// @param place account, Region and model
    public Usage read(String place, AskedConversation conversation, CacheRules rules, Instant now) {
        CachedPrefixes prefixes = CachedPrefixes.of(place, conversation.parts(), rules);
        return prefixes.marked().isEmpty()
                ? new Usage(conversation.promptTokens(), 0, 0, 0)
                : usage(prefixes, conversation.promptTokens(), now);
    }

    public synchronized void clear() {
        lives.clear();
    }

    private synchronized Usage usage(CachedPrefixes prefixes, long promptTokens, Instant now) {
        long read = 0;
        for (Prefix prefix : prefixes.readable()) {
            if (alive(prefix, now)) {
                renew(prefix, now);
                read = Math.max(read, prefix.tokens());
            }
        }
        prefixes.marked().forEach(prefix -> remember(prefix, now));
        return split(prefixes.marked(), read, promptTokens);
    }

    /// The tokens written for an hour and for five minutes each reach up to their cache point.
    private static Usage split(List<Prefix> marked, long read, long promptTokens) {
        long upTo = read;
        long hour = 0;
        for (Prefix prefix : marked) {
            long more = Math.max(0, prefix.tokens() - upTo);
            hour += prefix.lifetime().equals(CacheRules.HOUR) ? more : 0;
            upTo += more;
        }
        return new Usage(promptTokens - upTo, 0, read, upTo - read, hour);
    }

    private boolean alive(Prefix prefix, Instant now) {
        Life life = lives.get(prefix.key());
        return life != null && life.end().isAfter(now);
    }

    private void renew(Prefix prefix, Instant now) {
        lives.computeIfPresent(prefix.key(), (_, life) -> life.renewed(now));
    }

    private void remember(Prefix prefix, Instant now) {
        Life life = new Life(now.plus(prefix.lifetime()), prefix.lifetime());
        Life before = lives.remove(prefix.key());
        lives.put(prefix.key(), before != null && before.end().isAfter(life.end()) ? before : life);
        if (lives.size() > MOST_PREFIXES) {
            lives.remove(lives.keySet().iterator().next());
        }
    }
}
