package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.answer.AskedTools.Choice;
import io.breakwater.simulated.bedrock.answer.AskedTools.Offered;
import io.breakwater.simulated.bedrock.answer.ModelAnswer.Content;
import io.breakwater.simulated.bedrock.wire.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Chooses the tools that an answer uses and makes up their input.
///
/// If a phrase names tools, it uses those. If some tool must be used, each call of a conversation uses
/// the next one, so that an agent reaches a last tool that ends its loop. Otherwise it uses none: after
/// results a model answers in words.
final class CalledTools {

    private final AskedConversation conversation;
    private final IntFunction<String> ids;

    /// @param ids the id of an answer's nth use of a tool
    CalledTools(AskedConversation conversation, IntFunction<String> ids) {
        this.conversation = conversation;
        this.ids = ids;
    }

    List<Content> calls() {
        AskedTools tools = conversation.tools();
        if (tools.isEmpty() || tools.choice() instanceof Choice.Never) {
            return List.of();
        }
        List<ControlPhrases.ToolCall> wanted = wanted();
        int most = tools.parallel() ? wanted.size() : Math.min(1, wanted.size());
        return IntStream.range(0, most)
                .<Content>mapToObj(i -> use(ids.apply(i), wanted.get(i)))
                .toList();
    }

    private List<ControlPhrases.ToolCall> wanted() {
        AskedTools tools = conversation.tools();
        List<ControlPhrases.ToolCall> named = ControlPhrases.tools(conversation.lastUserText());
        if (!named.isEmpty()) {
            return named;
        }
        int count = ControlPhrases.calls(conversation.lastUserText());
        return switch (tools.choice()) {
            case Choice.Named(String tool) -> List.of(made(tool));
            case Choice.Any _ -> inTurn(Math.max(1, count));
            case Choice.Free _, Choice.Never _ -> inTurn(count);
        };
    }

    private List<ControlPhrases.ToolCall> inTurn(int count) {
        AskedTools tools = conversation.tools();
        return IntStream.range(0, count)
                .map(i -> (tools.callsSoFar() + i) % tools.offered().size())
                .mapToObj(i -> made(tools.offered().get(i).name()))
                .toList();
    }

    private static ControlPhrases.ToolCall made(String tool) {
        return new ControlPhrases.ToolCall(tool, Optional.empty());
    }

    private Content.ToolUse use(String id, ControlPhrases.ToolCall call) {
        return new Content.ToolUse(id, call.name(), call.input().orElseGet(() -> SampleJson.of(schema(call.name()))));
    }

    private JsonNode schema(String tool) {
        return conversation.tools().offered().stream()
                .filter(offered -> offered.name().equals(tool))
                .map(Offered::schema)
                .findFirst()
                .orElseGet(Json::object);
    }
}
