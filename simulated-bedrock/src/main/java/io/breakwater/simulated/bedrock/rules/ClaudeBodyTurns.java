package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.rules.ClaudeBody.Block;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The requirements of Claude's own API on messages, their blocks and the system prompt. Consecutive
/// messages of the same role are accepted. Sources: "Messages", Claude API Reference; messages as
/// Claude on Bedrock has answered them.
final class ClaudeBodyTurns {

    private static final Set<String> MEMBERS = Set.of("role", "content");

    private ClaudeBodyTurns() {}

    static Stream<String> problems(ClaudeBody body) {
        if (body.messages().isEmpty()) {
            return Stream.of("messages: at least one message is required");
        }
        return Stream.of(
                        IntStream.range(0, body.messages().size()).boxed().flatMap(i -> message(body.messages(), i)),
                        first(body.turns().getFirst().role()),
                        body.blocks().flatMap(block -> ClaudeBodyBlocks.problems(block, "messages")),
                        system(body.json().path("system")),
                        last(body))
                .flatMap(problems -> problems);
    }

    private static Stream<String> message(JsonNode messages, int index) {
        JsonNode message = messages.get(index);
        String at = "messages." + index;
        boolean optional =
                index == messages.size() - 1 && message.path("role").asText().equals("assistant");
        return Stream.of(
                        message.propertyStream()
                                .map(Map.Entry::getKey)
                                .filter(name -> !MEMBERS.contains(name))
                                .map(name -> ClaudeBodyMembers.extra(at + "." + name)),
                        role(message.path("role").asText(), at),
                        list(message.path("content"), at + ".content"),
                        empty(message.path("content")) && !optional
                                ? Stream.of(at + ": all messages must have non-empty content except for the optional"
                                        + " final assistant message")
                                : Stream.<String>empty())
                .flatMap(problems -> problems);
    }

    private static Stream<String> list(JsonNode content, String at) {
        return content.isTextual() || content.isArray()
                ? Stream.empty()
                : Stream.of(at + (content.isMissingNode() ? ": Field required" : ": Input should be a valid list"));
    }

    private static boolean empty(JsonNode content) {
        return content.isTextual() ? content.textValue().isEmpty() : content.isEmpty();
    }

    private static Stream<String> role(String role, String at) {
        return switch (role) {
            case "user", "assistant" -> Stream.empty();
            case "system" ->
                Stream.of(
                        "messages: Unexpected role \"system\". The Messages API accepts a top-level `system` parameter,"
                                + " not \"system\" as an input message role.");
            default -> Stream.of(at + ".role: Input should be 'user' or 'assistant'");
        };
    }

    private static Stream<String> first(String role) {
        return role.equals("user") ? Stream.empty() : Stream.of("messages: first message must use the \"user\" role");
    }

    private static Stream<String> system(JsonNode system) {
        return system.isTextual() || system.isMissingNode()
                ? Stream.empty()
                : Stream.concat(list(system, "system"), systemBlocks(system));
    }

    private static Stream<String> systemBlocks(JsonNode system) {
        return ClaudeBody.blocks(system, "system").stream()
                .flatMap(block -> block.is("text")
                        ? ClaudeBodyBlocks.problems(block, "system")
                        : Stream.of(block.at() + ".type: Input should be 'text'"));
    }

    /// A prefill of the answer, if the model accepts one.
    private static Stream<String> last(ClaudeBody body) {
        if (!body.turns().getLast().role().equals("assistant")) {
            return Stream.empty();
        }
        if (body.version().since(4, 6)) {
            return Stream.of("This model does not support assistant message prefill."
                    + " The conversation must end with a user message.");
        }
        List<Block> blocks = body.turns().getLast().blocks();
        String text =
                blocks.isEmpty() ? "" : blocks.getLast().node().path("text").asText();
        return text.equals(text.stripTrailing())
                ? Stream.empty()
                : Stream.of("messages: final assistant content cannot end with trailing whitespace");
    }
}
