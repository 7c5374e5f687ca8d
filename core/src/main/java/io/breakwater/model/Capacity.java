package io.breakwater.model;

/// The Bedrock quota of one target per minute; 0 means that there is no such quota or that it is
/// unknown.
public record Capacity(long requestsPerMinute, long tokensPerMinute) {
    public static final Capacity UNKNOWN = new Capacity(0, 0);

    /// @throws IllegalArgumentException if a quota is negative
    public Capacity {
        if (requestsPerMinute < 0 || tokensPerMinute < 0) {
            throw new IllegalArgumentException(
                    "capacity must not be negative, got requestsPerMinute=%d tokensPerMinute=%d"
                            .formatted(requestsPerMinute, tokensPerMinute));
        }
    }
}
