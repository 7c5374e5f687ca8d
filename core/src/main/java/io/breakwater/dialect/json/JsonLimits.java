package io.breakwater.dialect.json;

/// How much JSON the gateway is willing to read.
///
/// @param bodyBytes the largest body, at most [#HARDEST_BODY_BYTES]
/// @param depth the deepest nesting of objects and arrays; the outermost object is 1
/// @param tokens the most tokens, counting every bracket, name and value
/// @param numberChars the longest number as written
public record JsonLimits(int bodyBytes, int depth, int tokens, int numberChars) {
    /// Below the 6 MB that a Lambda function accepts, with room for base64 and the event around the body.
    public static final int HARDEST_BODY_BYTES = 5 * 1024 * 1024;

    public static final JsonLimits DEFAULT = new JsonLimits(1024 * 1024, 64, 200_000, 64);

    /// @throws IllegalArgumentException if a limit is below 1, or the body's is above [#HARDEST_BODY_BYTES]
    public JsonLimits {
        if (bodyBytes < 1 || bodyBytes > HARDEST_BODY_BYTES) {
            throw new IllegalArgumentException(
                    "bodyBytes must be 1 to %d, got %d".formatted(HARDEST_BODY_BYTES, bodyBytes));
        }
        if (depth < 1 || tokens < 1 || numberChars < 1) {
            throw new IllegalArgumentException("JSON limits must be positive, got depth=%d tokens=%d numberChars=%d"
                    .formatted(depth, tokens, numberChars));
        }
    }

    /// The same limits with another largest body.
    public JsonLimits withBodyBytes(int newBodyBytes) {
        return new JsonLimits(newBodyBytes, depth, tokens, numberChars);
    }
}
