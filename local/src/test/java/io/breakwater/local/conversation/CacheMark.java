package io.breakwater.local.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Anthropic's mark of a point up to which a prompt is cached; clients of Claude set it in OpenAI's
/// form too.
final class CacheMark {
    private CacheMark() {}

    static void sometimes(Chance chance, ObjectNode place) {
        if (chance.of(40)) {
            place.putObject("cache_control").put("type", "ephemeral");
        }
    }
}
