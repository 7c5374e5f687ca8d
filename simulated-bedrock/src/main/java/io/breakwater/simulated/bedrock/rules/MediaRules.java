package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.rules.CheckedRequest.Block;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Images and documents: known formats, bytes that match the format, names, and a text beside a
/// document. Sources: "ImageBlock" and "DocumentBlock", Amazon Bedrock API Reference; messages as
/// Bedrock has answered them.
final class MediaRules {

    private static final Set<String> DOCUMENTS =
            Set.of("pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9 \\-()\\[\\]]{1,200}");
    private static final Pattern REPEATED_SPACE = Pattern.compile("\\s{2,}");

    private MediaRules() {}

    static Stream<String> problems(CheckedRequest request) {
        return Stream.of(
                        request.blocks().flatMap(MediaRules::block),
                        IntStream.range(0, request.messages().size())
                                .boxed()
                                .flatMap(message -> beside(request.blocks(message))),
                        sameNames(request))
                .flatMap(problems -> problems);
    }

    private static Stream<String> block(Block block) {
        JsonNode result = block.node().path("toolResult").path("content");
        return Stream.concat(
                media(block.node(), block.member()),
                IntStream.range(0, result.size())
                        .boxed()
                        .flatMap(i ->
                                media(result.get(i), block.member() + ".toolResult.content." + (i + 1) + ".member")));
    }

    private static Stream<String> media(JsonNode block, String at) {
        return Stream.concat(
                block.has("image") ? image(block.path("image"), at + ".image") : Stream.empty(),
                block.has("document") ? document(block.path("document"), at + ".document") : Stream.empty());
    }

    private static Stream<String> image(JsonNode image, String at) {
        String format = image.path("format").asText();
        List<String> broken = Stream.concat(
                        Constraints.oneOf(format, at + ".format", ImageFormat.NAMES), bytes(image, at))
                .toList();
        boolean sent = image.path("source").path("bytes").isTextual();
        return broken.isEmpty() && sent ? readable(image, format) : broken.stream();
    }

    private static Stream<String> readable(JsonNode image, String format) {
        Optional<String> is = ImageFormat.of(image.path("source").path("bytes").textValue());
        if (is.isEmpty()) {
            return Stream.of("The model returned the following errors: Could not process image");
        }
        return is.get().equals(format)
                ? Stream.empty()
                : Stream.of("The model returned the following errors: The image was specified using the image/" + format
                        + " media type, but the image appears to be a image/" + is.get() + " image");
    }

    private static Stream<String> document(JsonNode document, String at) {
        String name = document.path("name").asText();
        boolean named =
                NAME.matcher(name).matches() && !REPEATED_SPACE.matcher(name).find();
        String format = document.path("format").asText("txt");
        return Stream.of(
                        Constraints.oneOf(format, at + ".format", DOCUMENTS),
                        named ? Stream.<String>empty() : Stream.of(NAMING),
                        bytes(document, at))
                .flatMap(problems -> problems);
    }

    private static final String NAMING = "The document file name can only contain alphanumeric characters, whitespace"
            + " characters, hyphens, parentheses, and square brackets. The name can't contain more than one consecutive"
            + " whitespace character. Change the name, and try again.";

    private static Stream<String> bytes(JsonNode media, String at) {
        JsonNode bytes = media.path("source").path("bytes");
        if (bytes.isTextual() && (bytes.textValue().isEmpty() || !EncodedBytes.valid(bytes.textValue()))) {
            return Stream.of("The value at '" + at + ".source.bytes' is not base64, or is empty.");
        }
        return media.path("source").isEmpty()
                ? Stream.of("1 validation error detected: Value null at '" + at
                        + ".source' failed to satisfy constraint: Member must not be null")
                : Stream.empty();
    }

    private static Stream<String> beside(List<Block> blocks) {
        return blocks.stream().anyMatch(block -> block.has("document"))
                        && blocks.stream().noneMatch(block -> block.has("text"))
                ? Stream.of("A text block must be provided in the content field of a message that has a document."
                        + " Add a text block, and try again.")
                : Stream.empty();
    }

    private static Stream<String> sameNames(CheckedRequest request) {
        Set<String> seen = new HashSet<>();
        return request.blocks()
                .filter(block -> block.has("document"))
                .map(block -> block.node().path("document").path("name").asText())
                .filter(name -> !seen.add(name))
                .map(name -> "Messages contain duplicate document names: " + name
                        + ". Change the name of one of them, and try again.");
    }
}
