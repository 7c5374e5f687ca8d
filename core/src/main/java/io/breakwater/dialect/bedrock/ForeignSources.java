package io.breakwater.dialect.bedrock;

import io.breakwater.dialect.json.JsonField;
import java.util.List;

/// Refuses content that lies in S3: Bedrock would read it with the gateway's rights instead of the client's.
final class ForeignSources {
    private static final List<String> FILES = List.of("image", "document", "video", "audio");

    private ForeignSources() {}

    static void check(JsonField block) {
        if (!block.isRequiredObject()) {
            return;
        }
        for (String file : FILES) {
            JsonField location = block.at(file).at("source").at("s3Location");
            if (location.present()) {
                location.refuse("is not supported; send the content itself in bytes");
            }
        }
        JsonField results = block.at("toolResult").at("content");
        if (results.node().isArray()) {
            results.items().forEach(ForeignSources::check);
        }
    }
}
