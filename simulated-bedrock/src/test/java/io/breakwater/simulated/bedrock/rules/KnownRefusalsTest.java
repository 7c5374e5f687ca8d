package io.breakwater.simulated.bedrock.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Bedrock and its models are known to refuse and to accept, one claim per row: by Converse (`C`)
/// or by InvokeModel with Claude's own body (`I`), followed by the text of the refusal, which is empty
/// if the request is accepted.
class KnownRefusalsTest {

    private static final String USER = "{'role':'user','content':[{'type':'text','text':'go'}]}";
    private static final String CONVERSE_USER = "{'role':'user','content':[{'text':'go'}]}";
    private static final String TOOL = "{'toolSpec':{'name':'t','inputSchema':{'json':{'type':'object'}}}}";
    private static final String OWN_TOOL = "{'name':'t','input_schema':{'type':'object'}}";

    private static void says(String way, String model, String members, @Nullable String expected) {
        boolean converse = way.equals("C");
        String user = converse ? CONVERSE_USER : USER;
        String filled = members.replace("USER", user)
                .replace(
                        "CALLED",
                        "{'role':'assistant','content':[{'toolUse':{'name':'t','toolUseId':'a','input':{}}}]}")
                .replace("IMAGE", "{'image':{'format':'png','source':{'bytes':'iVBORw0KGgo='}}}")
                .replace("OWNTOOL", OWN_TOOL)
                .replace("TOOL", TOOL)
                .replace("SAID(", "{'role':'assistant','content':[{" + (converse ? "" : "'type':'text',") + "'text':'")
                .replace(")SAID", "'}]}");
        String own = converse ? "" : "'anthropic_version':'bedrock-2023-05-31','max_tokens':2000,";
        String messages = filled.contains("'messages'") ? "" : "'messages':[" + user + "],";
        JsonNode body = Json.read(("{" + own + messages + filled + "}").replace('\'', '"'))
                .orElseThrow();
        Optional<SentError> refusal = converse
                ? ConverseValidation.check(body, model, 64_000)
                : ClaudeBodyValidation.check(body, model, 64_000);
        String said = refusal.map(SentError::message).orElse("");
        if (expected == null) {
            assertThat(said).isEmpty();
        } else {
            assertThat(said).contains(expected);
        }
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            temperature with top_p since 4.5 | C | anthropic.claude-sonnet-4-5-20250929-v1:0 | 'inferenceConfig':{'temperature':1,'topP':0.9}  | `temperature` and `top_p` cannot both be specified for this model.
            temperature with top_p since 4.5 | I | anthropic.claude-sonnet-4-6               | 'temperature':1,'top_p':0.9                     | `temperature` and `top_p` cannot both be specified for this model.
            both were taken before           | C | anthropic.claude-3-7-sonnet-20250219-v1:0 | 'inferenceConfig':{'temperature':1,'topP':0.9}  |
            both were taken before           | I | anthropic.claude-3-7-sonnet-20250219-v1:0 | 'temperature':1,'top_p':0.9                     |
            no temperature since 4.7         | C | anthropic.claude-opus-4-7                 | 'inferenceConfig':{'temperature':0.5}           | The model returned the following errors: `temperature` is deprecated for this model.
            no temperature since 4.7         | I | anthropic.claude-sonnet-5                 | 'temperature':0.5                               | `temperature` is deprecated for this model.
            but 1, which changes nothing     | I | anthropic.claude-sonnet-5                 | 'temperature':1                                 |
            temperature before               | I | anthropic.claude-sonnet-4-6               | 'temperature':0.5                               |
            prefill since 4.6                | C | anthropic.claude-sonnet-4-6               | 'messages':[USER,SAID(So)SAID]                  | does not support assistant message prefill
            prefill since 4.6                | I | anthropic.claude-opus-5                   | 'messages':[USER,SAID(So)SAID]                  | does not support assistant message prefill
            prefill before                   | C | anthropic.claude-haiku-4-5-20251001-v1:0  | 'messages':[USER,SAID(So)SAID]                  |
            prefill before                   | I | anthropic.claude-haiku-4-5-20251001-v1:0  | 'messages':[USER,SAID(So)SAID]                  |
            white space behind a prefill     | C | anthropic.claude-haiku-4-5-20251001-v1:0  | 'messages':[USER,SAID(So )SAID]                 | final assistant content cannot end with trailing whitespace
            white space behind a prefill     | I | anthropic.claude-haiku-4-5-20251001-v1:0  | 'messages':[USER,SAID(So )SAID]                 | final assistant content cannot end with trailing whitespace
            blank stop sequences             | C | anthropic.claude-sonnet-5                 | 'inferenceConfig':{'stopSequences':[' ']}       | stop_sequences: each stop sequence must contain non-whitespace
            blank stop sequences             | I | anthropic.claude-sonnet-5                 | 'stop_sequences':[' ']                          | stop_sequences: each stop sequence must contain non-whitespace
            blank texts                      | C | anthropic.claude-sonnet-5                 | 'messages':[{'role':'user','content':[{'text':' '}]}] | is blank. Add text to the text field, and try again.
            blank texts                      | I | anthropic.claude-sonnet-5                 | 'messages':[{'role':'user','content':[{'type':'text','text':' '}]}] | text content blocks must contain non-whitespace text
            a tool's schema is an object     | C | anthropic.claude-sonnet-5                 | 'toolConfig':{'tools':[{'toolSpec':{'name':'t','inputSchema':{'json':{'type':'string'}}}}]} | json.type must be one of the following: object
            a tool's schema is an object     | I | anthropic.claude-sonnet-5                 | 'tools':[{'name':'t','input_schema':{'type':'string'}}] | input_schema.type: Input should be 'object'
            a tool's schema is one object    | C | anthropic.claude-sonnet-5                 | 'toolConfig':{'tools':[{'toolSpec':{'name':'t','inputSchema':{'json':{'type':'object','oneOf':[]}}}}]} | does not support oneOf, allOf, or anyOf at the top level
            a tool's schema is one object    | I | anthropic.claude-sonnet-5                 | 'tools':[{'name':'t','input_schema':{'type':'object','allOf':[]}}] | does not support oneOf, allOf, or anyOf at the top level
            a tool's schema is there         | C | amazon.nova-lite-v1:0                     | 'toolConfig':{'tools':[{'toolSpec':{'name':'t'}}]} | inputSchema.json must be a JSON object
            a tool's schema is there         | I | anthropic.claude-sonnet-5                 | 'tools':[{'name':'t'}]                          | input_schema: Field required
            open objects of an answer        | I | anthropic.claude-sonnet-5                 | 'output_config':{'format':{'type':'json_schema','schema':{'type':'object'}}} | 'additionalProperties' must be explicitly set to false
            closed ones are taken            | I | anthropic.claude-sonnet-5                 | 'output_config':{'format':{'type':'json_schema','schema':{'type':'object','additionalProperties':false}}} |
            effort of Haiku 4.5              | C | anthropic.claude-haiku-4-5-20251001-v1:0  | 'outputConfig':{'effort':'low'}                 | does not support the effort parameter
            effort of Sonnet 4.5             | I | anthropic.claude-sonnet-4-5-20250929-v1:0 | 'output_config':{'effort':'low'}                | does not support the effort parameter
            effort of Opus 4.5               | C | anthropic.claude-opus-4-5-20251101-v1:0   | 'outputConfig':{'effort':'low'}                 |
            effort of Claude 5               | I | anthropic.claude-sonnet-5                 | 'output_config':{'effort':'max'}                |
            thinking beyond max_tokens       | C | anthropic.claude-haiku-4-5-20251001-v1:0  | 'inferenceConfig':{'maxTokens':2000},'additionalModelRequestFields':{'thinking':{'type':'enabled','budget_tokens':2000}} | `max_tokens` must be greater than `thinking.budget_tokens`.
            thinking beyond max_tokens       | I | anthropic.claude-haiku-4-5-20251001-v1:0  | 'thinking':{'type':'enabled','budget_tokens':2000} | `max_tokens` must be greater than `thinking.budget_tokens`.
            thinking within max_tokens       | I | anthropic.claude-haiku-4-5-20251001-v1:0  | 'thinking':{'type':'enabled','budget_tokens':1999} |
            thinking with a forced tool      | C | anthropic.claude-sonnet-5                 | 'toolConfig':{'tools':[TOOL],'toolChoice':{'any':{}}},'additionalModelRequestFields':{'thinking':{'type':'adaptive'}} | Thinking may not be enabled when tool_choice forces tool use.
            thinking with a forced tool      | I | anthropic.claude-sonnet-5                 | 'tools':[OWNTOOL],'tool_choice':{'type':'any'},'thinking':{'type':'adaptive'} | Thinking may not be enabled when tool_choice forces tool use.
            a call without its result        | C | anthropic.claude-sonnet-5                 | 'toolConfig':{'tools':[TOOL]},'messages':[USER,{'role':'assistant','content':[{'toolUse':{'name':'t','toolUseId':'a','input':{}}}]},USER] | Expected toolResult blocks at messages.2.content for the following Ids: a
            a call without its result        | I | anthropic.claude-sonnet-5                 | 'tools':[OWNTOOL],'messages':[USER,{'role':'assistant','content':[{'type':'tool_use','name':'t','id':'a','input':{}}]},USER] | `tool_use` ids were found without `tool_result` blocks immediately after: a
            a forced tool of Llama           | C | meta.llama3-3-70b-instruct-v1:0           | 'toolConfig':{'tools':[TOOL],'toolChoice':{'tool':{'name':'t'}}} | This model doesn't support the toolConfig.toolChoice.tool field.
            a free choice of Llama           | C | meta.llama3-3-70b-instruct-v1:0           | 'toolConfig':{'tools':[TOOL],'toolChoice':{'auto':{}}} |
            a prefill of Llama               | C | meta.llama3-3-70b-instruct-v1:0           | 'messages':[USER,SAID(So)SAID]                  | requires the last turn in the conversation to be a user message
            effort of Nova 2                 | C | amazon.nova-2-lite-v1:0                   | 'additionalModelRequestFields':{'reasoningConfig':{'type':'enabled','maxReasoningEffort':'low'}} |
            effort of Nova 2                 | C | amazon.nova-2-lite-v1:0                   | 'additionalModelRequestFields':{'reasoningConfig':{'type':'enabled','maxReasoningEffort':'max'}} | maxReasoningEffort: max is not a valid enum value
            no effort of Nova                | C | amazon.nova-pro-v1:0                      | 'additionalModelRequestFields':{'reasoningConfig':{'type':'enabled','maxReasoningEffort':'low'}} | extraneous key [reasoningConfig] is not permitted
            no schema of Nova Lite           | C | amazon.nova-lite-v1:0                     | 'outputConfig':{'textFormat':{'type':'json_schema','structure':{'jsonSchema':{'name':'s','schema':'{}'}}}} | doesn't support the outputConfig.textFormat field
            no schema of Nova Pro            | C | amazon.nova-pro-v1:0                      | 'outputConfig':{'textFormat':{'type':'json_schema','structure':{'jsonSchema':{'name':'s','schema':'{}'}}}} | doesn't support the outputConfig.textFormat field
            names of tools                   | C | amazon.nova-lite-v1:0                     | 'toolConfig':{'tools':[{'toolSpec':{'name':'a.b','inputSchema':{'json':{'type':'object'}}}}]} | toolSpec.name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_-]{1,64}
            formats of images                | C | amazon.nova-lite-v1:0                     | 'messages':[{'role':'user','content':[{'image':{'format':'bmp','source':{'bytes':'aGVsbG8h'}}}]}] | Member must satisfy enum value set: [gif, jpeg, png, webp]
            names of documents               | C | amazon.nova-lite-v1:0                     | 'messages':[{'role':'user','content':[{'text':'x'},{'document':{'format':'txt','name':'a  b','source':{'text':'x'}}}]}] | can't contain more than one consecutive whitespace character
            names of documents               | C | amazon.nova-lite-v1:0                     | 'messages':[{'role':'user','content':[{'text':'x'},{'document':{'format':'txt','name':'a (1) [b]-c','source':{'text':'x'}}}]}] |
            one name for two documents       | C | amazon.nova-lite-v1:0                     | 'messages':[{'role':'user','content':[{'text':'x'},{'document':{'format':'txt','name':'a','source':{'text':'x'}}},{'document':{'format':'txt','name':'a','source':{'text':'y'}}}]}] | duplicate document names: a
            ids of calls                     | C | amazon.nova-lite-v1:0                     | 'toolConfig':{'tools':[TOOL]},'messages':[USER,{'role':'assistant','content':[{'toolUse':{'name':'t','toolUseId':'a/b','input':{}}}]},{'role':'user','content':[{'toolResult':{'toolUseId':'a/b','content':[]}}]}] | regular expression pattern: [a-zA-Z0-9_.:-]{1,64}
            an image in a result of Llama    | C | meta.llama4-scout-17b-instruct-v1:0       | 'toolConfig':{'tools':[TOOL]},'messages':[USER,CALLED,{'role':'user','content':[{'toolResult':{'toolUseId':'a','content':[IMAGE]}}]}] | doesn't support the image content block in a toolResult
            a document in a result of Llama  | C | meta.llama4-scout-17b-instruct-v1:0       | 'toolConfig':{'tools':[TOOL]},'messages':[USER,CALLED,{'role':'user','content':[{'toolResult':{'toolUseId':'a','content':[{'document':{'format':'txt','name':'d','source':{'text':'x'}}}]}}]}] | doesn't support the document content block in a toolResult
            an image beside a result         | C | meta.llama4-scout-17b-instruct-v1:0       | 'toolConfig':{'tools':[TOOL]},'messages':[USER,CALLED,{'role':'user','content':[{'toolResult':{'toolUseId':'a','content':[{'text':'x'}]}},IMAGE]}] |
            an image in a result of Nova     | C | amazon.nova-lite-v1:0                     | 'toolConfig':{'tools':[TOOL]},'messages':[USER,CALLED,{'role':'user','content':[{'toolResult':{'toolUseId':'a','content':[IMAGE]}}]}] |
            """)
    void each_claim_holds(String claim, String way, String model, String members, @Nullable String expected) {
        says(way, model, members, expected);
    }

    @ParameterizedTest
    @CsvSource({"2500,", "2501, Member must have length less than or equal to 2500"})
    void stop_sequences_are_at_most_2500(int count, @Nullable String expected) {
        String stops = IntStream.range(0, count).mapToObj(i -> "'s" + i + "'").collect(Collectors.joining(","));
        says("C", "amazon.nova-lite-v1:0", "'inferenceConfig':{'stopSequences':[" + stops + "]}", expected);
    }

    @Test
    void names_of_tools_have_at_most_64_characters() {
        String tool = "'toolConfig':{'tools':[{'toolSpec':{'name':'%s','inputSchema':{'json':{'type':'object'}}}}]}";
        says("C", "amazon.nova-lite-v1:0", tool.formatted("n".repeat(64)), null);
        says("C", "amazon.nova-lite-v1:0", tool.formatted("n".repeat(65)), "{1,64}");
    }
}
