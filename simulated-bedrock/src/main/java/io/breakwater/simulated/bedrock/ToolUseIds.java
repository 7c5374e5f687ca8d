package io.breakwater.simulated.bedrock;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/// Ids of uses of tools: different in each call, and the same for a seed and an order of calls.
final class ToolUseIds {

    private ToolUseIds() {}

    /// The id of an answer's nth use of a tool, in Bedrock's form.
    static String of(String requestId, int use) {
        UUID id = UUID.nameUUIDFromBytes((requestId + '/' + use).getBytes(StandardCharsets.UTF_8));
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return "tooluse_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
