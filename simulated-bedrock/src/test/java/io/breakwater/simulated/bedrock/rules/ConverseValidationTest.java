package io.breakwater.simulated.bedrock.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each row has a request of a family: the members beside `messages` and, before the bar, the messages;
/// then Bedrock's refusal, which is empty if Bedrock accepts the request.
class ConverseValidationTest {

    private static final Map<String, String> MODELS = Map.ofEntries(
            Map.entry("sonnet 4.6", "anthropic.claude-sonnet-4-6"),
            Map.entry("sonnet 5", "anthropic.claude-sonnet-5"),
            Map.entry("sonnet 4.5", "anthropic.claude-sonnet-4-5-20250929-v1:0"),
            Map.entry("haiku 4.5", "anthropic.claude-haiku-4-5-20251001-v1:0"),
            Map.entry("opus 4.5", "anthropic.claude-opus-4-5-20251101-v1:0"),
            Map.entry("claude 3.7", "anthropic.claude-3-7-sonnet-20250219-v1:0"),
            Map.entry("nova", "amazon.nova-lite-v1:0"),
            Map.entry("nova 2", "amazon.nova-2-lite-v1:0"),
            Map.entry("micro", "amazon.nova-micro-v1:0"),
            Map.entry("llama", "meta.llama3-3-70b-instruct-v1:0"),
            Map.entry("llama 4", "meta.llama4-scout-17b-instruct-v1:0"),
            Map.entry("deepseek", "deepseek.r1-v1:0"),
            Map.entry("gpt", "openai.gpt-5.6-sol"),
            Map.entry("astra", "openai.gpt-6-astra"),
            Map.entry("kimi", "moonshotai.kimi-k3"));
    private static final String USER = "{'role':'user','content':[{'text':'go'}]}";
    private static final String TOOL = "{'toolSpec':{'name':'t','inputSchema':{'json':{'type':'object'}}}}";
    private static final String PNG = "iVBORw0KGgoAAAANSUhEUg==";
    private static final String JPEG = "/9j/4AAQSkZJRgABAQAAAQ==";

    private static String said(String model, String body) {
        JsonNode request = Json.read(body.replace('\'', '"')).orElseThrow();
        return ConverseValidation.check(request, MODELS.getOrDefault(model, model), 64_000)
                .map(SentError::message)
                .orElse("");
    }

    private static void isSaid(String said, @Nullable String expected) {
        if (expected == null) {
            assertThat(said).isEmpty();
        } else {
            assertThat(said).contains(expected);
        }
    }

    /// `t` is the tool above; USE and RESULT stand for its use with the id `a` and the result.
    private static String turns(String turns) {
        return turns.replace("USER", USER)
                .replace("USE(", "{'toolUse':{'name':'t','input':{},'toolUseId':'")
                .replace("RES(", "{'toolResult':{'content':[{'text':'r'}],'toolUseId':'")
                .replace(")", "'}}")
                .replace("A[", "{'role':'assistant','content':[")
                .replace("U[", "{'role':'user','content':[")
                .replace(";", "]},");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            haiku 4.5  | 'redactedContent':'AAAA'                        | {'text':'a'} |
            haiku 4.5  | 'redactedContent':'AAAA'                        |              |
            sonnet 4.6 | 'redactedContent':'AAAA'                        |              | does not support assistant message prefill
            nova 2     | 'reasoningText':{'text':'t','signature':'s'}    | {'text':'a'} | doesn't support the reasoningContent.reasoningText.signature
            nova 2     | 'reasoningText':{'text':'t'}                    | {'text':'a'} |
            """)
    void what_was_thought_is_claudes_own_and_no_answer_alone(
            String model, String thought, @Nullable String answer, @Nullable String expected) {
        String blocks = "{'reasoningContent':{" + thought + "}}" + (answer == null ? "" : "," + answer);
        isSaid(said(model, "{'messages':[" + turns("USER,A[" + blocks + ";USER") + "]}"), expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            USER,A[USE(a);U[RES(a)]}                         |
            USER,A[USE(a),USE(b);U[RES(b),RES(a),{'text':'x'}]} |
            USER,A[USE(a);USER                               | Expected toolResult blocks at messages.2.content for the following Ids: a
            USER,A[USE(a),USE(b);U[RES(a)]}                  | for the following Ids: b
            USER,A[USE(a);U[RES(a),RES(b)]}                  | exceeds the number of toolUse blocks
            USER,A[USE(a),USE(b);U[RES(a),RES(a)]}           | duplicate Ids: a
            USER,A[USE(a);U[RES(c)]}                         | Ids: a
            USER,A[USE(a)]}                                  | Expected toolResult blocks at messages.2.content
            U[RES(a)]}                                       | exceeds the number of toolUse blocks
            USER,A[USE(a);U[RES(a);A[USE(a);U[RES(a)]}       | ids must be unique
            USER,A[USE(a b);U[RES(a b)]}                     | messages.2.member.content.1.member.toolUse.toolUseId
            """)
    void uses_of_tools_and_results_belong_together(String turns, @Nullable String expected) {
        String messages = "{'messages':[" + turns(turns) + "],'toolConfig':{'tools':[" + TOOL + "]}}";
        isSaid(said("nova", messages), expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            haiku 4.5 | 'inferenceConfig':{'temperature':1,'topP':1}                 | cannot both be specified
            claude 3.7| 'inferenceConfig':{'temperature':1,'topP':1}                 |
            nova      | 'inferenceConfig':{'temperature':1,'topP':1}                 |
            nova      | 'inferenceConfig':{'stopSequences':['']}                     | stopSequences
            sonnet 5  | 'inferenceConfig':{'stopSequences':[' ']}                    | must contain non-whitespace
            gpt       | 'inferenceConfig':{'temperature':1}                          | support the temperature field
            gpt       | 'inferenceConfig':{'stopSequences':['x']}                    | support the stopSequences field
            sonnet 5  | 'inferenceConfig':{'maxTokens':64001}                        | model limit of 64000
            opus 4.5  | 'outputConfig':{'effort':'low'}                              |
            sonnet 5  | 'additionalModelRequestFields':{'output_config':{'effort':'max'}} |
            sonnet 5  | 'outputConfig':{'effort':'minimal'}                          | Input should be
            sonnet 4.5| 'outputConfig':{'effort':'low'}                              | does not support the effort parameter
            haiku 4.5 | 'additionalModelRequestFields':{'output_config':{'effort':'low'}} | does not support the effort parameter
            haiku 4.5 | 'additionalModelRequestFields':{'thinking':{'type':'enabled','budget_tokens':2000}},'inferenceConfig':{'maxTokens':2000} | must be greater than
            haiku 4.5 | 'additionalModelRequestFields':{'thinking':{'type':'enabled','budget_tokens':1000}} | greater than or equal to 1024
            sonnet 5  | 'additionalModelRequestFields':{'thinking':{'type':'adaptive'}},'inferenceConfig':{'temperature':0.5} | may only be set to 1
            sonnet 5  | 'additionalModelRequestFields':{'top_k':5,'anthropic_beta':['x']} |
            sonnet 5  | 'additionalModelRequestFields':{'topK':5}                    | topK: Extra inputs are not permitted
            nova      | 'additionalModelRequestFields':{'inferenceConfig':{'topK':5}} |
            nova      | 'additionalModelRequestFields':{'thinking':{}}               | extraneous key [thinking]
            nova      | 'additionalModelRequestFields':{'reasoningConfig':{}}        | extraneous key [reasoningConfig]
            nova 2    | 'additionalModelRequestFields':{'reasoningConfig':{}}        |
            llama     | 'additionalModelRequestFields':{'top_k':5}                   | extraneous key [top_k]
            kimi      | 'additionalModelRequestFields':{'top_k':5}                   |
            llama     | 'system':[{'text':'x'},{'cachePoint':{'type':'default'}}]    | did not allow prompt caching
            nova      | 'system':[{'text':'x'},{'cachePoint':{'type':'default'}}]    |
            nova      | 'system':[{'text':' '}]                                      | system.0 is blank
            sonnet 5  | 'additionalModelResponseFieldPaths':['stop_sequence']        | not a JSON pointer
            """)
    void parameters_are_those_that_the_model_has(String model, String members, @Nullable String expected) {
        isSaid(said(model, "{'messages':[" + USER + "]," + members + "}"), expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sonnet 5  | 't' | {'type':'object'}               | 'toolChoice':{'tool':{'name':'t'}} |
            sonnet 5  | 't' | {'type':'object'}               | 'toolChoice':{'tool':{'name':'u'}} | Tool 'u' not found
            sonnet 5  | 'a.b' | {'type':'object'}             | 'x':0 | toolConfig.tools.1.member.toolSpec.name
            sonnet 5  | 't' | {}                              | 'x':0 | json.type must be one of the following: object
            sonnet 5  | 't' | {'type':'string'}               | 'x':0 | json.type must be one of the following: object
            sonnet 5  | 't' | {'type':'object','anyOf':[]}    | 'x':0 | does not support oneOf, allOf, or anyOf
            llama     | 't' | {'type':'object'}               | 'toolChoice':{'any':{}} | support the toolConfig.toolChoice.any field
            llama     | 't' | {'type':'object'}               | 'toolChoice':{'auto':{}} |
            deepseek  | 't' | {'type':'object'}               | 'x':0 | support tool use
            """)
    void tools_have_names_and_schemas_and_can_be_chosen(
            String model, String name, String schema, String more, @Nullable String expected) {
        String tool = "{'toolSpec':{'name':" + name + ",'inputSchema':{'json':" + schema + "}}}";
        isSaid(said(model, "{'messages':[" + USER + "],'toolConfig':{'tools':[" + tool + "]," + more + "}}"), expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sonnet 5 | {'image':{'format':'png','source':{'bytes':'PNG'}}}           |
            sonnet 5 | {'image':{'format':'tiff','source':{'bytes':'PNG'}}}          | enum value set: [gif, jpeg, png, webp]
            sonnet 5 | {'image':{'format':'png','source':{'bytes':'JPEG'}}}          | appears to be a image/jpeg image
            sonnet 5 | {'image':{'format':'png','source':{'bytes':'iVBO Rw0K'}}}     | not base64
            sonnet 5 | {'image':{'format':'png','source':{'bytes':'aGVsbG8h'}}}      | Could not process image
            llama    | {'image':{'format':'png','source':{'bytes':'PNG'}}}           | support the image content block
            llama 4  | {'image':{'format':'png','source':{'bytes':'PNG'}}}           |
            micro    | {'image':{'format':'png','source':{'bytes':'PNG'}}}           | support the image content block
            nova     | {'document':{'format':'pdf','name':'a b','source':{'bytes':'JVBERi0x'}}},{'text':'x'} |
            nova     | {'document':{'format':'pdf','name':'a b','source':{'bytes':'JVBERi0x'}}} | A text block must be provided
            nova     | {'document':{'format':'pdf','name':'a.pdf','source':{'bytes':'JVBERi0x'}}},{'text':'x'} | alphanumeric
            nova     | {'document':{'format':'pdf','name':'a  b','source':{'bytes':'JVBERi0x'}}},{'text':'x'} | alphanumeric
            nova     | {'document':{'format':'rtf','name':'a','source':{'bytes':'JVBERi0x'}}},{'text':'x'} | document.format
            micro    | {'document':{'format':'pdf','name':'a','source':{'bytes':'JVBERi0x'}}},{'text':'x'} | support documents
            gpt      | {'document':{'format':'pdf','name':'a','source':{'bytes':'JVBERi0x'}}},{'text':'x'} | support documents
            nova     | {'document':{'name':'a','source':{'text':'x'}}},{'document':{'name':'a','source':{'text':'y'}}},{'text':'x'} | duplicate document names: a
            gpt      | {'cachePoint':{'type':'default'}},{'text':'x'}                | did not allow prompt caching
            """)
    void images_and_documents_are_what_they_say(String model, String blocks, @Nullable String expected) {
        String content = blocks.replace("'PNG'", "'" + PNG + "'").replace("'JPEG'", "'" + JPEG + "'");
        isSaid(said(model, "{'messages':[{'role':'user','content':[" + content + "]}]}"), expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sonnet 4.6 | Answer:   | does not support assistant message prefill
            sonnet 4.5 | Answer:   |
            sonnet 4.5 | `Answer: `| cannot end with trailing whitespace
            llama      | Answer:   | last turn in the conversation to be a user message
            nova       | Answer:   |
            """)
    void a_final_message_of_the_assistant_is_a_beginning_where_the_model_takes_it(
            String model, String text, @Nullable String expected) {
        isSaid(
                said(model, "{'messages':[" + USER + ",{'role':'assistant','content':[{'text':'" + text + "'}]}]}"),
                expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sonnet 5 | {'type':'object','additionalProperties':false,'properties':{'a':{'type':'string'}}} |
            sonnet 5 | {'type':'object','properties':{'a':{'type':'string'}}}               | 'additionalProperties' must be explicitly set to false
            sonnet 5 | {'type':'array','items':{'type':'object'}}                           | 'additionalProperties' must be explicitly set to false
            sonnet 5 | {'type':'integer','minimum':1}                                       | property 'minimum' is not supported
            sonnet 5 | {'type':'array','items':{'type':'string','pattern':'x'}}             | property 'pattern' is not supported
            sonnet 5 | {'type':'array','minItems':2}                                        | 'minItems' values other than 0 or 1
            sonnet 5 | {'anyOf':[{'$ref':'#/$defs/a'},{'$ref':'#/$defs/a'}],'$defs':{'a':{'type':'null'}}} |
            sonnet 5 | {'$ref':'#/$defs/a','$defs':{'a':{'type':'array','items':{'$ref':'#/$defs/a'}}}} | Recursive definitions
            sonnet 5 | {'$ref':'https://example.com/x'}                                     | External $ref
            claude 3.7 | {'type':'null'}                                                    | support the outputConfig.textFormat field
            nova     | {'type':'null'}                                                      | support the outputConfig.textFormat field
            gpt      | {'type':'null'}                                                      | support the outputConfig.textFormat field
            astra    | {'type':'null'}                                                      |
            """)
    void a_schema_of_an_answer_is_one_that_a_grammar_follows(String model, String schema, @Nullable String expected) {
        String escaped = schema.replace("'", "\\'");
        isSaid(
                said(
                        model,
                        "{'messages':[" + USER + "],'outputConfig':{'textFormat':{'type':'json_schema','structure':"
                                + "{'jsonSchema':{'name':'s','schema':'" + escaped + "'}}}}}"),
                expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'reasoningContent':{'reasoningText':{'text':'hm','signature':'SIGNED'}}},USE(a)    | enabled  |
            {'reasoningContent':{'reasoningText':{'text':'changed','signature':'SIGNED'}}},USE(a) | enabled | Invalid
            {'reasoningContent':{'reasoningText':{'text':'hm'}}},USE(a)                         | adaptive | Invalid
            USE(a)                                                                              | enabled  | must start with a thinking block
            USE(a)                                                                              | adaptive |
            """)
    void reasoning_comes_back_as_it_was(String blocks, String thinking, @Nullable String expected) {
        String messages = turns("USER,A[" + blocks + ";U[RES(a)]}").replace("SIGNED", Signature.of("hm"));
        isSaid(
                said(
                        "opus 4.5",
                        "{'messages':[" + messages + "],'toolConfig':{'tools':[" + TOOL
                                + "]},'additionalModelRequestFields':{'thinking':{'type':'" + thinking
                                + "','budget_tokens':2000}}}"),
                expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'toolChoice':{'any':{}},'tools':[TOOL]   | Thinking may not be enabled when tool_choice forces tool use
            'toolChoice':{'auto':{}},'tools':[TOOL]  |
            'tools':[]                               | Member must have length greater than or equal to 1
            """)
    void a_model_that_thinks_is_forced_to_no_tool(String toolConfig, @Nullable String expected) {
        isSaid(
                said(
                        "sonnet 5",
                        "{'messages':[" + USER + "],'toolConfig':{" + toolConfig.replace("TOOL", TOOL)
                                + "},'additionalModelRequestFields':{'thinking':{'type':'adaptive'}}}"),
                expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sonnet 5 | {'type':'default'},{'type':'default'},{'type':'default','ttl':'5m'},{'type':'default'} |
            sonnet 5 | {'type':'default','ttl':'1h'},{'type':'default','ttl':'5m'} |
            sonnet 5 | {'type':'default'},{'type':'default'},{'type':'default'},{'type':'default'},{'type':'default'} | A maximum of 4 blocks with cache_control may be provided. Found 5.
            nova     | {'type':'default'},{'type':'default'},{'type':'default'},{'type':'default'},{'type':'default'} | at most 4 are allowed
            sonnet 5 | {'type':'default','ttl':'5m'},{'type':'default','ttl':'1h'} | a ttl='1h' cache_control block must not come after
            sonnet 5 | {'type':'default','ttl':'2h'} | enum value set: [1h, 5m]
            sonnet 5 | {'type':'ephemeral'}          | enum value set: [default]
            """)
    void cache_points_are_few_and_the_longer_lived_come_first(String model, String points, @Nullable String expected) {
        String blocks =
                points.replace("{'type'", "{'text':'x'},{'cachePoint':{'type'").replace("},{'text'", "}},{'text'")
                        + "}";
        isSaid(said(model, "{'messages':[{'role':'user','content':[" + blocks + "]}]}"), expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sonnet 5", "nova", "llama"})
    void tools_that_were_used_must_be_offered(String model) {
        String messages = turns("USER,A[USE(a);U[RES(a)]}");

        assertThat(said(model, "{'messages':[" + messages + "]}")).contains("The toolConfig field must be defined");
    }
}
