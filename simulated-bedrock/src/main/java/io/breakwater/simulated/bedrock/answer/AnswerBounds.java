package io.breakwater.simulated.bedrock.answer;

import io.breakwater.simulated.bedrock.answer.ModelAnswer.Content;
import io.breakwater.simulated.bedrock.rules.Signature;
import io.breakwater.simulated.bedrock.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Ends an answer at a stop sequence or at the largest number of tokens.
record AnswerBounds(List<String> stopSequences, AnswerLimit limit) {

    static AnswerBounds of(AskedShape shape, AnswerLimit limit) {
        return new AnswerBounds(shape.stopSequences(), limit);
    }

    ModelAnswer applied(List<Content> contents) {
        List<Content> said = new ArrayList<>();
        long tokens = 0;
        for (Content content : contents) {
            Optional<String> stop = firstStop(content);
            Content before = stop.map(sequence -> upTo(content, sequence)).orElse(content);
            if (tokens + tokens(before) > limit.tokens()) {
                cut(before, limit.tokens() - tokens).ifPresent(said::add);
                return new ModelAnswer(said, limit.stopReason(), null, limit.tokens());
            }
            tokens += tokens(before);
            if (!before.written().isEmpty()) {
                said.add(before);
            }
            if (stop.isPresent()) {
                return new ModelAnswer(said, "stop_sequence", stop.get(), tokens);
            }
        }
        boolean calls = said.stream().anyMatch(Content.ToolUse.class::isInstance);
        return new ModelAnswer(said, calls ? "tool_use" : "end_turn", null, tokens);
    }

    private Optional<String> firstStop(Content content) {
        return content instanceof Content.Text(String text)
                ? stopSequences.stream()
                        .filter(sequence -> !sequence.isEmpty() && text.contains(sequence))
                        .min((a, b) -> Integer.compare(text.indexOf(a), text.indexOf(b)))
                : Optional.empty();
    }

    private static Content upTo(Content content, String sequence) {
        String text = content.written();
        return new Content.Text(text.substring(0, text.indexOf(sequence)));
    }

    private static long tokens(Content content) {
        return TokenCount.ofText(named(content) + content.written());
    }

    private static String named(Content content) {
        return content instanceof Content.ToolUse use ? use.name() : "";
    }

    /// The first tokens of a block; a use of a tool that is cut off has no readable input.
    private static Optional<Content> cut(Content content, long tokens) {
        String head = Text.head(
                content.written(),
                tokens * TokenCount.CHARS_PER_TOKEN - named(content).length());
        return head.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        switch (content) {
                            case Content.Text _ -> new Content.Text(head);
                            case Content.Reasoning _ -> new Content.Reasoning(head, Signature.of(head));
                            case Content.ToolUse use -> new Content.ToolUse(use.id(), use.name(), Json.object(), head);
                        });
    }
}
