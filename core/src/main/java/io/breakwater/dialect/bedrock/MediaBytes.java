package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.FileFormat;
import io.breakwater.dialect.json.Base64Text;
import io.breakwater.dialect.json.JsonField;
import java.util.List;
import java.util.Optional;

/// Files within a block: their base64 in one line and with padding, and an image's or document's format as its first
/// bytes say. Clients break lines, and write one format for whatever they send; Bedrock takes neither.
final class MediaBytes {
    static final List<String> FILES = List.of("image", "document", "video", "audio");

    private static final String BYTES = "bytes";
    private static final String FORMAT = "format";

    private MediaBytes() {}

    static void arrange(JsonField block) {
        for (String file : FILES) {
            if (block.node().has(file)) {
                arrange(file, block.at(file));
            }
        }
    }

    private static void arrange(String file, JsonField media) {
        JsonField bytes = media.at("source").at(BYTES);
        if (!bytes.present()) {
            return;
        }
        String written = bytes.requiredFilledText();
        Optional<String> base64 = Base64Text.normal(written, 0);
        if (base64.isEmpty()) {
            bytes.refuse("must be base64 (RFC 4648, section 4) of the file");
            return;
        }
        if (!base64.get().equals(written) && media.at("source").node() instanceof ObjectNode source) {
            source.put(BYTES, base64.get());
        }
        FileFormat.ofBytes(base64.get())
                .filter(format -> format.block().equals(file))
                .filter(format -> !format.name().equals(media.at(FORMAT).node().textValue()))
                .ifPresent(format -> ((ObjectNode) media.node()).put(FORMAT, format.name()));
    }
}
