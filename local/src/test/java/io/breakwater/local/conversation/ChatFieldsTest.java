package io.breakwater.local.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The table of docs/chat-fields.md, made from what the gateway does with the requests of
/// `chat-requests.txt`. They contain each member that OpenAI's SDK knows. `-Dbreakwater.rewrite=true`
/// rewrites the page.
final class ChatFieldsTest {
    private static final FieldsPage PAGE = new FieldsPage("chat-fields", ChatFieldsTest.class);
    private static final String HELLO = "[{\"role\":\"user\",\"content\":\"hello\"}]";
    private static final Pattern LINE = Pattern.compile("(?<member>\\S+) (?:\\((?<how>[^)]+)\\) )?(?<request>\\{.*})");
    private static final List<String> MEMBERS = OpenAiMembers.ofChat();

    /// Members that clients send beyond OpenAI's own: those of LiteLLM, OpenRouter and Anthropic.
    private static final List<String> VENDORS = List.of(
            "messages[].cache_control",
            "messages[].content[].cache_control",
            "messages[].content[].video_url",
            "messages[].provider_specific_fields.thinking_blocks",
            "messages[].reasoning_content",
            "messages[].reasoning_details",
            "messages[].thinking_blocks",
            "reasoning.effort",
            "reasoning.enabled",
            "reasoning.max_tokens",
            "thinking.budget_tokens",
            "thinking.type",
            "tools[].cache_control",
            "tools[].function.cache_control",
            "top_k");

    @Test
    void the_sdk_knows_members_of_each_kind() {
        assertThat(MEMBERS)
                .contains("temperature", "messages[].role", "messages[].content", "messages[].content[].image_url.url")
                .contains("stop", "tools[].function.parameters", "tool_choice", "tool_choice.function.name");
    }

    @Test
    void the_page_says_of_each_member_of_the_sdk_what_becomes_of_it() throws Exception {
        ChatFieldTable table = new ChatFieldTable(MEMBERS, PutRequests.ofCatalogue());
        FieldRequests.lines("/chat-requests.txt").stream()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> send(line, table));
        assertThat(table.wrong()).as("what the simulated Bedrock refuses").isEmpty();
        assertThat(table.fields())
                .as("the members whose requests are in chat-requests.txt")
                .containsAll(MEMBERS)
                .containsAll(VENDORS);
        PAGE.assertSays(table.lines());
    }

    private static void send(String line, ChatFieldTable table) {
        Matcher parts = LINE.matcher(line);
        assertThat(parts.matches()).as(line).isTrue();
        ObjectNode request = FieldRequests.json(parts.group("request"), HELLO);
        String how = Objects.requireNonNullElse(parts.group("how"), "");
        table.send(parts.group("member"), how, request.has("model") ? request : request.put("model", "claude"));
    }
}
