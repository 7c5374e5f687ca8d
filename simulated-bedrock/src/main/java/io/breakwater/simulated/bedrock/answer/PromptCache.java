package io.breakwater.simulated.bedrock.answer;

import io.breakwater.simulated.bedrock.quota.Usage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The prompt prefixes that were read before, per account, Region and model. Thread-safe.
///
/// The longest prefix still alive is read from the cache, and lives on; the rest up to the last cache point is
/// written. Unlike Bedrock there is no smallest size for a prefix.
public final class PromptCache {

    private static final int MOST_PREFIXES = 10_000;

    /// A prompt's prefix up to a cache point.
    private record Prefix(String key, long tokens, Duration lifetime) {}

    private final Map<String, Instant> expiry = new HashMap<>();

    /// Splits a prompt's tokens into fresh, read and written, and remembers its prefixes.
    public Usage read(String place, AskedConversation conversation, Instant now) {
        List<Prefix> prefixes = prefixes(place, conversation);
        return prefixes.isEmpty()
                ? new Usage(conversation.promptTokens(), 0, 0, 0)
                : usage(prefixes, conversation.promptTokens(), now);
    }

    public synchronized void clear() {
        expiry.clear();
    }

    private synchronized Usage usage(List<Prefix> prefixes, long promptTokens, Instant now) {
        long read = prefixes.stream()
                .filter(prefix -> alive(prefix, now))
                .mapToLong(Prefix::tokens)
                .max()
                .orElse(0);
        long cached = prefixes.getLast().tokens;
        remember(prefixes, now);
        return new Usage(promptTokens - cached, 0, read, cached - read);
    }

    private boolean alive(Prefix prefix, Instant now) {
        return expiry.getOrDefault(prefix.key, Instant.MIN).isAfter(now);
    }

    private void remember(List<Prefix> prefixes, Instant now) {
        if (expiry.size() > MOST_PREFIXES) {
            expiry.values().removeIf(end -> !end.isAfter(now));
        }
        if (expiry.size() > MOST_PREFIXES) {
            expiry.clear();
        }
        prefixes.forEach(prefix -> expiry.put(prefix.key, now.plus(prefix.lifetime)));
    }

    private static List<Prefix> prefixes(String place, AskedConversation conversation) {
        List<Prefix> prefixes = new ArrayList<>();
        if (conversation.parts().stream().noneMatch(Part.CachePoint.class::isInstance)) {
            return prefixes;
        }
        MessageDigest digest = sha256();
        digest.update(place.getBytes(StandardCharsets.UTF_8));
        long tokens = 0;
        for (Part part : conversation.parts()) {
            switch (part) {
                case Part.Material material -> {
                    digest.update(material.node().toString().getBytes(StandardCharsets.UTF_8));
                    tokens += material.tokens();
                }
                case Part.CachePoint point -> prefixes.add(new Prefix(soFar(digest), tokens, point.lifetime()));
            }
        }
        return prefixes;
    }

    private static String soFar(MessageDigest digest) {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the SHA-256 of this JDK cannot be cloned", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256, but this one does not", e);
        }
    }
}
