package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.rules.ClaudeBody.Block;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Images and documents in a body of Claude's: on Bedrock they are part of the request, never fetched
/// from a URL. Sources: "Vision" and "PDF support", Claude Developer Platform; messages as Claude on
/// Bedrock has answered them.
final class ClaudeBodyMedia {

    private static final Set<String> IMAGE_SOURCES = Set.of("base64");
    private static final Set<String> DOCUMENT_SOURCES = Set.of("base64", "content", "text");
    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
    /// `%PDF` in base64.
    private static final String PDF = "JVBER";

    private ClaudeBodyMedia() {}

    static Stream<String> problems(ClaudeBody body) {
        return body.blocks().flatMap(ClaudeBodyMedia::block);
    }

    private static Stream<String> block(Block block) {
        return switch (block.type()) {
            case "image" -> image(block);
            case "document" -> document(block);
            case "tool_result" ->
                ClaudeBody.blocks(block.node().path("content"), block.member("content")).stream()
                        .filter(part -> !part.is("tool_result"))
                        .flatMap(ClaudeBodyMedia::block);
            default -> Stream.empty();
        };
    }

    private static Stream<String> image(Block block) {
        JsonNode source = block.node().path("source");
        String type = source.path("media_type").asText();
        String at = block.member("source");
        return Stream.of(
                        source(source, at, IMAGE_SOURCES),
                        IMAGES.contains(type)
                                ? Stream.<String>empty()
                                : Stream.of(at
                                        + ".base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or"
                                        + " 'image/webp'"),
                        encoded(source, at),
                        readable(source.path("data").asText(), type, at))
                .flatMap(problems -> problems);
    }

    private static Stream<String> readable(String data, String type, String at) {
        if (!EncodedBytes.valid(data)) {
            return Stream.empty();
        }
        Optional<String> is = ImageFormat.of(data).map("image/"::concat);
        if (is.isEmpty()) {
            return Stream.of("Could not process image");
        }
        return is.get().equals(type)
                ? Stream.empty()
                : Stream.of(at + ".base64: The image was specified using the " + type
                        + " media type, but the image appears to be a " + is.get() + " image");
    }

    private static Stream<String> document(Block block) {
        JsonNode source = block.node().path("source");
        String at = block.member("source");
        if (!source.path("type").asText().equals("base64")) {
            return source(source, at, DOCUMENT_SOURCES);
        }
        return Stream.of(
                        source.path("media_type").asText().equals("application/pdf")
                                ? Stream.<String>empty()
                                : Stream.of(at + ".base64.media_type: Input should be 'application/pdf'"),
                        encoded(source, at),
                        source.path("data").asText().startsWith(PDF)
                                ? Stream.<String>empty()
                                : Stream.of("The PDF specified was not valid."))
                .flatMap(problems -> problems);
    }

    private static Stream<String> source(JsonNode source, String at, Set<String> known) {
        String type = source.path("type").asText();
        return known.contains(type) ? Stream.empty() : Stream.of(ClaudeBodyBlocks.unknown(at, type, known));
    }

    private static Stream<String> encoded(JsonNode source, String at) {
        String data = source.path("data").asText();
        return data.isEmpty() || !EncodedBytes.valid(data)
                ? Stream.of(at + ".base64: invalid base64 data")
                : Stream.empty();
    }
}
