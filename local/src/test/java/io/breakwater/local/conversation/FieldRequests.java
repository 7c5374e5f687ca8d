package io.breakwater.local.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The requests whose fields a page shows, one per line.
final class FieldRequests {
    private FieldRequests() {}

    static List<String> lines(String resource) throws IOException {
        try (InputStream file = FieldRequests.class.getResourceAsStream(resource)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    /// A request from JSON with single quotes.
    ///
    /// @param messages the messages of a request that has none
    static ObjectNode json(String line, String messages) {
        ObjectNode request = Samples.json(line.replace('\'', '"'));
        if (!request.has("messages")) {
            request.set("messages", Samples.json("{\"m\":" + messages + "}").get("m"));
        }
        return request;
    }
}
