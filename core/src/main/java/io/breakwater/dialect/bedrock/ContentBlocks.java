package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.CachePoints;
import io.breakwater.dialect.body.FileFormat;
import io.breakwater.dialect.body.Thoughts;
import io.breakwater.dialect.json.Base64Text;
import io.breakwater.dialect.json.JsonField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads content blocks of any kind, as far as the gateway must understand them.
final class ContentBlocks {

    private static final List<String> FILES = List.of("image", "document", "video", "audio");
    private static final String BYTES = "bytes";
    private static final String FORMAT = "format";
    private static final String LOCATION = "s3Location";

    private ContentBlocks() {}

    /// Whether the block is an object. Its files are brought to Bedrock's form, and faults in them are
    /// noted.
    static boolean isRead(JsonField block) {
        if (!block.isRequiredObject()) {
            return false;
        }
        refuseForeign(block);
        arrange(block);
        return true;
    }

    /// Refuses content in S3: Bedrock would read it with the gateway's rights instead of the client's.
    private static void refuseForeign(JsonField block) {
        if (!block.isRequiredObject()) {
            return;
        }
        for (String file : FILES) {
            if (block.node().path(file).path("source").hasNonNull(LOCATION)) {
                block.at(file).at("source").at(LOCATION).refuse("is not supported; send the content itself in bytes");
            }
        }
        if (block.node().path("toolResult").path("content").isArray()) {
            block.at("toolResult").at("content").items().forEach(ContentBlocks::refuseForeign);
        }
    }

    /// Normalizes files: base64 in one line with padding, and for images and documents the format that
    /// the first bytes show. Some clients break base64 into lines, or name the same format for every
    /// file; Bedrock accepts neither.
    private static void arrange(JsonField block) {
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

    /// Removes texts of only white space, which Bedrock refuses in every role, in tool results and in
    /// the system prompt. Cache points that then follow nothing, or another cache point, are removed as
    /// well.
    static void dropBlank(ArrayNode blocks) {
        if (blocks.valueStream().noneMatch(ContentBlocks::isBlank)) {
            return;
        }
        List<JsonNode> kept = new ArrayList<>();
        for (JsonNode block : blocks) {
            boolean marksNothing =
                    CachePoints.isPoint(block) && (kept.isEmpty() || CachePoints.isPoint(kept.getLast()));
            if (!isBlank(block) && !marksNothing) {
                kept.add(block);
            }
        }
        blocks.removeAll().addAll(kept);
    }

    /// Whether there is nothing but thinking and cache points.
    static boolean areBlank(ArrayNode blocks) {
        return blocks.valueStream()
                .allMatch(block -> isBlank(block) || CachePoints.isPoint(block) || Thoughts.isOne(block));
    }

    private static boolean isBlank(JsonNode block) {
        String text = block.path("text").textValue();
        return text != null && text.isBlank() && block.valueStream().noneMatch(JsonNode::isContainerNode);
    }
}
