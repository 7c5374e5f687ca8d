package io.breakwater.dialect.bedrock;

import io.breakwater.dialect.json.JsonField;

/// A block of content, whatever its kind, as far as it must be understood here.
final class ContentBlocks {

    private ContentBlocks() {}

    /// Whether it is an object; what is wrong with its files is noted, and they are brought to Bedrock's form.
    static boolean isRead(JsonField block) {
        if (!block.isRequiredObject()) {
            return false;
        }
        ForeignSources.check(block);
        MediaBytes.arrange(block);
        return true;
    }
}
