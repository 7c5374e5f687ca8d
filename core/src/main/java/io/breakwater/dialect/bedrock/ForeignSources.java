package io.breakwater.dialect.bedrock;

import io.breakwater.dialect.json.JsonField;

/// Refuses content that lies in S3: Bedrock would read it with the gateway's rights instead of the client's.
final class ForeignSources {
    private static final String LOCATION = "s3Location";

    private ForeignSources() {}

    static void check(JsonField block) {
        if (!block.isRequiredObject()) {
            return;
        }
        for (String file : MediaBytes.FILES) {
            if (block.node().path(file).path("source").hasNonNull(LOCATION)) {
                block.at(file).at("source").at(LOCATION).refuse("is not supported; send the content itself in bytes");
            }
        }
        if (block.node().path("toolResult").path("content").isArray()) {
            block.at("toolResult").at("content").items().forEach(ForeignSources::check);
        }
    }
}
