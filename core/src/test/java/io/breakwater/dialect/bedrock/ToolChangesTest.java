package io.breakwater.dialect.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `toolAddition` and `toolRemoval` in messages with the role system. JSON is written with single
/// quotes here.
class ToolChangesTest {
    private static final String TOOLS =
            "{'toolSpec':{'name':'f','inputSchema':{'json':{'type':'object'}}}},{'cachePoint':{'type':'default'}},"
                    + "{'toolSpec':{'name':'g','inputSchema':{'json':{'type':'object'}}}}";

    private static Decoded decode(String changes, String choice, String history) {
        String body = ("{'messages':[{'role':'user','content':[{'text':'a'}]},%s{'role':'system','content':[%s]},"
                        + "{'role':'user','content':[{'text':'b'}]}],'toolConfig':{'tools':[%s]%s}}")
                .formatted(history, changes, TOOLS, choice)
                .replace('\'', '"');
        return new BedrockDialect(Samples.GATE).decode(Samples.post("/model/claude/converse", body));
    }

    private static JsonNode sent(String changes) {
        return Samples.json(Samples.call(decode(changes, "", "")));
    }

    private static List<String> tools(JsonNode body) {
        return body.at("/toolConfig/tools")
                .valueStream()
                .map(tool -> tool.at("/toolSpec/name").asText("point"))
                .toList();
    }

    private static String add(String name) {
        return "{'toolAddition':{'tool':{'name':'" + name + "'}}}";
    }

    private static String remove(String name) {
        return "{'toolRemoval':{'tool':{'name':'" + name + "'}}}";
    }

    @Test
    void a_removed_tool_is_not_offered_until_it_is_added_again() {
        assertThat(tools(sent(remove("g")))).containsExactly("f", "point");
        assertThat(tools(sent(remove("f")))).containsExactly("g");
        assertThat(tools(sent(remove("g") + "," + add("g")))).containsExactly("f", "point", "g");
        assertThat(tools(sent(add("g") + "," + remove("g")))).containsExactly("f", "point");
        assertThat(tools(sent(add("g")))).containsExactly("f", "point", "g");
    }

    @Test
    void the_blocks_themselves_reach_no_model() {
        JsonNode body = sent(remove("g") + ",{'text':'s'}");
        assertThat(body.path("system")).hasToString("[{\"text\":\"s\"}]");
        assertThat(body.path("messages"))
                .hasToString("[{\"role\":\"user\",\"content\":[{\"text\":\"a\"},{\"text\":\"b\"}]}]");
    }

    @Test
    void without_any_tool_left_nothing_is_offered_or_one_that_cannot_be_called_where_some_were_used() {
        String all = remove("f") + "," + remove("g");
        assertThat(sent(all).has("toolConfig")).isFalse();
        String history = "{'role':'assistant','content':[{'toolUse':{'toolUseId':'t','name':'f','input':{}}}]},"
                + "{'role':'user','content':[{'toolResult':{'toolUseId':'t','content':[{'text':'r'}]}}]},";
        assertThat(tools(Samples.json(Samples.call(decode(all, "", history))))).containsExactly("no_tool_available");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'toolAddition':{'tool':{'name':'h'}}}                  | messages[1].content[0].toolAddition.tool.name must be the name of a tool in toolConfig.tools; declare it there
            {'toolRemoval':{'tool':{'name':'h'}}}                   | messages[1].content[0].toolRemoval.tool.name must be the name of a tool in toolConfig.tools; declare it there
            {'toolRemoval':{}}                                      | messages[1].content[0].toolRemoval.tool.name is missing; it must be a string
            {'toolAddition':{'tool':{'name':'f','serverName':'s'}}} | messages[1].content[0].toolAddition.tool.serverName names an MCP server, which the gateway does not call; declare the tool in toolConfig.tools
            """)
    void what_cannot_be_applied_is_refused_with_what_to_send(String change, String message) {
        assertThat(Samples.refusal(decode(change, "", "")).message()).isEqualTo(message);
    }

    @Test
    void a_choice_of_a_tool_that_is_taken_away_is_refused() {
        assertThat(Samples.refusal(decode(remove("g"), ",'toolChoice':{'tool':{'name':'g'}}", ""))
                        .message())
                .isEqualTo("toolConfig.toolChoice.tool.name names a tool that a toolRemoval has removed; choose"
                        + " another or leave toolChoice out");
        assertThat(Samples.refusal(decode(remove("f") + "," + remove("g"), ",'toolChoice':{'any':{}}", ""))
                        .message())
                .isEqualTo("toolConfig.toolChoice.any needs a tool, and toolRemoval has removed the last one;"
                        + " leave toolChoice out");
    }

    @Test
    void a_change_in_another_message_is_refused() {
        String history = "{'role':'user','content':[" + remove("g") + "]},";
        assertThat(Samples.refusal(decode(remove("g"), "", history)).message())
                .isEqualTo("messages[1].content[0].toolRemoval must be in a message with the role system");
    }
}
