package io.breakwater.simulated.bedrock.rules;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Converse's requirements on the turns of a conversation and on their blocks. Sources: "Message" and
/// "ContentBlock", Amazon Bedrock API Reference; messages as Bedrock has answered them.
final class TurnRules {

    private static final Set<String> CONTENT_MEMBERS = Set.of(
            "text",
            "image",
            "document",
            "video",
            "audio",
            "toolUse",
            "toolResult",
            "guardContent",
            "cachePoint",
            "reasoningContent",
            "citationsContent",
            "searchResult");
    private static final Pattern METADATA = Pattern.compile("[a-zA-Z0-9\\s:_@$#=/+,\\-.]{0,256}");
    private static final int MOST_METADATA = 16;

    private TurnRules() {}

    static Stream<String> problems(CheckedRequest request) {
        return Stream.of(
                        first(request).stream(),
                        IntStream.range(0, request.messages().size()).boxed().flatMap(i -> message(request, i)),
                        system(request),
                        metadata(request))
                .flatMap(problems -> problems);
    }

    private static Optional<String> first(CheckedRequest request) {
        return request.role(0).equals("user")
                ? Optional.empty()
                : Optional.of("A conversation must start with a user message. "
                        + "Try again with a conversation that starts with a user message.");
    }

    private static Stream<String> message(CheckedRequest request, int index) {
        if (!request.role(index).equals(index % 2 == 0 ? "user" : "assistant")) {
            return Stream.of("A conversation must alternate between user and assistant roles. "
                    + "Make sure the conversation alternates between user and assistant roles and try again.");
        }
        if (request.messages().path(index).path("content").isEmpty()) {
            return Stream.of("The content field in the Message object at messages." + index
                    + " is empty. Add a ContentBlock object to the content field and try again.");
        }
        return request.blocks(index).stream().flatMap(TurnRules::block);
    }

    private static Stream<String> block(CheckedRequest.Block block) {
        if (block.node().properties().stream().noneMatch(entry -> CONTENT_MEMBERS.contains(entry.getKey()))) {
            return Stream.of("The ContentBlock object at " + block.at() + " must set one of the following keys: "
                    + String.join(", ", CONTENT_MEMBERS.stream().sorted().toList()) + ".");
        }
        return blank(block)
                ? Stream.of("The text field in the ContentBlock object at " + block.at()
                        + " is blank. Add text to the text field, and try again.")
                : Stream.empty();
    }

    private static boolean blank(CheckedRequest.Block block) {
        return block.has("text") && block.node().path("text").asText().isBlank();
    }

    private static Stream<String> system(CheckedRequest request) {
        return IntStream.range(0, request.body().path("system").size())
                .filter(i -> request.body().path("system").get(i).path("text").isTextual())
                .filter(i -> request.body()
                        .path("system")
                        .get(i)
                        .path("text")
                        .textValue()
                        .isBlank())
                .mapToObj(i -> "The text field in the SystemContentBlock object at system." + i
                        + " is blank. Add text to the text field, and try again.");
    }

    private static Stream<String> metadata(CheckedRequest request) {
        var metadata = request.body().path("requestMetadata");
        boolean wrong = metadata.size() > MOST_METADATA
                || metadata.properties().stream()
                        .anyMatch(entry -> !METADATA.matcher(entry.getKey()).matches()
                                || !METADATA.matcher(entry.getValue().asText()).matches());
        return wrong
                ? Stream.of("1 validation error detected: Value at 'requestMetadata' failed to satisfy constraint: "
                        + "at most 16 pairs of at most 256 characters of " + METADATA.pattern())
                : Stream.empty();
    }
}
