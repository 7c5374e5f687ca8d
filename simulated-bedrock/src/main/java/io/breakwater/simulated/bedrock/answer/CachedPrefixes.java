package io.breakwater.simulated.bedrock.answer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The prefixes of a prompt that a cache may know.
///
/// @param marked those that end at a cache point, shortest first
/// @param readable those that end there or a few blocks before, where an earlier call may have had its cache
///     point
record CachedPrefixes(List<Prefix> marked, List<Prefix> readable) {

    /// @param key of the account, Region and model and of all that the prefix holds
    record Prefix(String key, long tokens, Duration lifetime) {}

    static CachedPrefixes of(String place, List<Part> parts, CacheRules rules) {
        return parts.stream().anyMatch(Part.CachePoint.class::isInstance)
                ? new Walk(place, parts, rules).prefixes()
                : new CachedPrefixes(List.of(), List.of());
    }

    /// Goes through a prompt once, from one end of a block to the next.
    private static final class Walk {

        private final MessageDigest digest = sha256();
        private final List<Part> parts;
        private final CacheRules rules;
        private final List<Prefix> marked = new ArrayList<>();
        private final List<Prefix> readable = new ArrayList<>();
        private long tokens;

        Walk(String place, List<Part> parts, CacheRules rules) {
            this.parts = parts;
            this.rules = rules;
            digest.update(place.getBytes(StandardCharsets.UTF_8));
        }

        CachedPrefixes prefixes() {
            for (int at = 0; at < parts.size(); at++) {
                switch (parts.get(at)) {
                    case Part.Material material -> read(material, at);
                    case Part.CachePoint point -> mark(point);
                }
            }
            return new CachedPrefixes(marked, readable);
        }

        private void read(Part.Material material, int at) {
            digest.update(material.node().toString().getBytes(StandardCharsets.UTF_8));
            tokens += material.tokens();
            if (tokens >= rules.minimumTokens() && pointFollows(at)) {
                readable.add(prefix(Duration.ZERO));
            }
        }

        private void mark(Part.CachePoint point) {
            if (tokens >= rules.minimumTokens()) {
                marked.add(prefix(rules.lifetime(point)));
                readable.add(marked.getLast());
            }
        }

        private boolean pointFollows(int at) {
            int end = Math.min(parts.size(), at + rules.blocksBack() + 2);
            return parts.subList(at + 1, end).stream().anyMatch(Part.CachePoint.class::isInstance);
        }

        private Prefix prefix(Duration lifetime) {
            return new Prefix(soFar(), tokens, lifetime);
        }

        private String soFar() {
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
}
