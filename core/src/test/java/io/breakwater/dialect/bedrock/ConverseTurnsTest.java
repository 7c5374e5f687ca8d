package io.breakwater.dialect.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Conversations as clients have them, and what reaches Bedrock. JSON is written with single quotes
/// here; `u:`, `a:` and `s:` begin messages of the user, the assistant and the system, followed by
/// their blocks.
class ConverseTurnsTest {

    private static Decoded decode(String body) {
        return new BedrockDialect(Samples.GATE).decode(Samples.post("/model/claude/converse", quoted(body)));
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }

    private static String body(String conversation) {
        return "{'messages':" + messages(conversation) + "}";
    }

    private static String messages(String conversation) {
        String messages = "";
        for (String said : conversation.split(" (?=[uas]:)")) {
            String role = said.startsWith("u") ? "user" : said.startsWith("a") ? "assistant" : "system";
            messages +=
                    (messages.isEmpty() ? "" : ",") + "{'role':'" + role + "','content':[" + said.substring(2) + "]}";
        }
        return "[" + messages + "]";
    }

    private static ObjectNode sent(String conversation) {
        return Samples.json(Samples.call(decode(body(conversation))));
    }

    private static String refused(String body) {
        Refusal refusal = Samples.refusal(decode(body));
        assertThat(refusal).extracting(Refusal::kind).isEqualTo(Refusal.Kind.INVALID_REQUEST);
        return refusal.message();
    }

    private static String use(String id) {
        return "{'toolUse':{'toolUseId':'" + id + "','name':'f','input':{}}}";
    }

    private static String result(String id) {
        return "{'toolResult':{'toolUseId':'" + id + "','content':[{'text':'r'}]}}";
    }

    private static void assertSent(String conversation, String wanted) {
        assertThat(sent(conversation).path("messages")).hasToString(quoted(messages(wanted)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            u:{'text':''},{'text':'a'}                                   | u:{'text':'a'}
            u:{'text':' \\n'},{'text':'a'},{'text':'\\t'}                | u:{'text':'a'}
            u:{'text':'a'} a:{'text':''} u:{'text':'b'}                  | u:{'text':'a'},{'text':'b'}
            u:{'text':'a'} a: u:{'text':'b'}                             | u:{'text':'a'},{'text':'b'}
            u:{'text':'a'} a:{'text':' '},{'text':'b'}                   | u:{'text':'a'} a:{'text':'b'}
            u:                                                           | u:{'text':'(no text)'}
            u:{'text':''}                                                | u:{'text':'(no text)'}
            u:{'text':''},{'cachePoint':{'type':'default'}},{'text':'a'} | u:{'text':'a'}
            a:{'text':'b'} u:{'text':'a'}                                | u:{'text':'(no text)'} a:{'text':'b'} u:{'text':'a'}
            """)
    void what_says_nothing_is_left_out_and_a_user_who_says_nothing_says_so(String conversation, String wanted) {
        assertSent(conversation, wanted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            u:{'text':'a'} u:{'text':'b'}                 | u:{'text':'a'},{'text':'b'}
            u:{'text':'a'} a:{'text':'b'} a:{'text':'c'}  | u:{'text':'a'} a:{'text':'b'},{'text':'c'}
            u:{'text':'a'} s:{'text':'x'} u:{'text':'b'}  | u:{'text':'a'},{'text':'b'}
            """)
    void neighbours_with_one_role_are_one_message(String conversation, String wanted) {
        assertSent(conversation, wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'content':[]", "'content':[{'text':' '}]", "'content':null", "'status':'success'"})
    void a_tool_that_returned_nothing_is_told_to_the_model(String members) {
        String result = "{'toolResult':{'toolUseId':'t'," + members + "}}";
        assertThat(sent("u:{'text':'a'} a:" + use("t") + " u:" + result).at("/messages/2/content/0/toolResult/content"))
                .hasToString(quoted("[{'text':'(no output)'}]"));
    }

    @Test
    void results_stand_first_in_their_turn_with_the_cache_points_behind_them() {
        String point = "{'cachePoint':{'type':'default'}}";
        assertSent(
                "u:{'text':'a'} a:" + use("t") + "," + use("v") + " u:{'text':'b'}," + result("v") + "," + point + " u:"
                        + result("t"),
                "u:{'text':'a'} a:" + use("t") + "," + use("v") + " u:" + result("v") + "," + point + "," + result("t")
                        + ",{'text':'b'}");
    }

    @Test
    void results_that_are_missing_doubled_or_foreign_are_refused_with_their_place() {
        String asked = "u:{'text':'a'} a:" + use("t");
        assertThat(refused(body(asked)))
                .isEqualTo("messages[1].content[0].toolUse.toolUseId has no result; a toolResult with this toolUseId"
                        + " must be in the user message after it");
        assertThat(refused(body(asked + " u:{'text':'b'} a:{'text':'c'} u:" + result("t"))))
                .startsWith("messages[1].content[0].toolUse.toolUseId has no result");
        assertThat(refused(body(asked + " u:" + result("t") + "," + result("t"))))
                .isEqualTo("messages[2].content[1].toolResult.toolUseId names a tool call that already has its result;"
                        + " send one result for each call");
        assertThat(refused(body(asked + " u:" + result("t") + "," + result("x"))))
                .isEqualTo("messages[2].content[1].toolResult.toolUseId must be the id of a tool call in the"
                        + " assistant message before it");
        assertThat(refused(body("u:" + use("t"))))
                .isEqualTo("messages[0].content[0].toolUse must be in a message with the role assistant");
        assertThat(refused(body("u:{'text':'a'} a:" + result("t"))))
                .isEqualTo("messages[1].content[0].toolResult must be in a message with the role user");
    }

    @Test
    void what_bedrocks_own_tools_did_stands_in_the_answer_and_passes_as_it_came() {
        String searched = "u:{'text':'a'} a:{'text':'b'},"
                + "{'toolUse':{'toolUseId':'t','name':'nova_grounding','input':{},'type':'server_tool_use'}},"
                + "{'toolResult':{'toolUseId':'t','content':[],'status':'success','type':'nova_grounding_result'}},"
                + "{'text':'c'} u:{'text':'d'}";
        assertSent(searched, searched);
    }

    @ParameterizedTest
    @ValueSource(strings = {"call|1", "toolu_ä", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})
    void ids_that_bedrock_does_not_take_are_mapped_alike_on_call_and_result(String id) {
        ObjectNode sent = sent("u:{'text':'a'} a:" + use(id) + " u:" + result(id));
        String mapped = sent.at("/messages/1/content/0/toolUse/toolUseId").asText();
        assertThat(mapped).matches("[a-zA-Z0-9_.:-]{1,64}");
        assertThat(sent.at("/messages/2/content/0/toolResult/toolUseId").asText())
                .isEqualTo(mapped);
    }

    @Test
    void ids_of_an_earlier_turn_get_a_number() {
        String turn = " a:" + use("0") + " u:" + result("0");
        assertSent(
                "u:{'text':'a'}" + turn + turn, "u:{'text':'a'}" + turn + " a:" + use("0.2") + " u:" + result("0.2"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'name':'f'                 | {}
            'name':'f','input':null    | {}
            'name':'f','input':''      | {}
            'name':'f','input':'{"a":' | {"_raw":"{\\"a\\":"}
            'name':'f','input':{'a':1} | {"a":1}
            """)
    void the_input_of_an_earlier_use_is_an_object(String members, String input) {
        String use = "{'toolUse':{'toolUseId':'t'," + members.replace("{\"a\":", "{\\\"a\\\":") + "}}";
        assertThat(sent("u:{'text':'a'} a:" + use + " u:" + result("t")).at("/messages/1/content/0/toolUse/input"))
                .hasToString(input);
    }

    @Test
    void what_the_system_says_within_the_messages_stands_in_system() {
        ObjectNode sent = Samples.json(Samples.call(decode("{'system':[{'text':'x'},{'text':''}],'messages':"
                + messages("s:{'text':'y'} u:{'text':'a'} s:{'text':'z'},{'text':' '}") + "}")));
        assertThat(sent.path("system")).hasToString(quoted("[{'text':'x'},{'text':'y'},{'text':'z'}]"));
        assertThat(sent.path("messages")).hasToString(quoted(messages("u:{'text':'a'}")));
    }

    @Test
    void a_system_prompt_alone_is_put_beside_a_user_who_says_nothing_and_a_blank_one_is_none() {
        assertThat(sent("s:{'text':'x'}"))
                .hasToString(quoted("{'messages':[{'role':'user','content':[{'text':'(no text)'}]}],"
                        + "'system':[{'text':'x'}]}"));
        assertThat(Samples.json(Samples.call(
                        decode("{'system':[{'text':' '}],'messages':" + messages("u:{'text':'a'}") + "}"))))
                .hasToString(quoted(body("u:{'text':'a'}")));
        assertThat(refused(body("s:{'text':' '}"))).isEqualTo("messages must have a message with the role user");
        assertThat(refused(body("s:{'image':{}}")))
                .isEqualTo("messages[0].content[0] is not allowed in a message with the role system; send text,"
                        + " guardContent or cachePoint");
        assertThat(refused(body("a:{'text':'b'}")))
                .isEqualTo("messages[0].role assistant cannot come alone; Bedrock requires a message of the user");
    }

    @Test
    void an_answer_that_was_thought_and_never_said_is_left_out() {
        String thought = "{'reasoningContent':{'redactedContent':'AAAA'}}";
        assertSent("u:{'text':'a'} a:" + thought + " u:{'text':'b'}", "u:{'text':'a'},{'text':'b'}");
        assertSent("u:{'text':'a'} a:" + thought, "u:{'text':'a'}");
        assertSent(
                "u:{'text':'a'} a:" + thought + " a:{'text':'b'} u:{'text':'c'}",
                "u:{'text':'a'} a:" + thought + ",{'text':'b'} u:{'text':'c'}");
    }

    @Test
    void a_document_has_a_text_beside_it() {
        String document = "{'document':{'name':'n','format':'pdf','source':{'bytes':'AAAA'}}}";
        assertSent("u:" + document, "u:" + document + ",{'text':'(see the document)'}");
    }

    @Test
    void content_that_lies_in_s3_is_refused_wherever_it_stands() {
        String image = "{'image':{'format':'png','source':{'s3Location':{'uri':'s3://x'}}}}";
        assertThat(refused(body("s:" + image))).startsWith("messages[0].content[0].image.source.s3Location");
        assertThat(refused(body("u:{'text':'a'} a:" + image)))
                .startsWith("messages[1].content[0].image.source.s3Location");
        assertThat(refused(body("u:{'toolResult':{'content':[" + image + "]}}")))
                .startsWith("messages[0].content[0].toolResult.content[0].image.source.s3Location");
    }
}
