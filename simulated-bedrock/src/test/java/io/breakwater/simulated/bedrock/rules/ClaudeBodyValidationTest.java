package io.breakwater.simulated.bedrock.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each row has a Claude body as InvokeModel takes it, and Bedrock's refusal; the refusal is empty if
/// Bedrock accepts the body.
class ClaudeBodyValidationTest {

    private static final Map<String, String> MODELS = Map.of(
            "sonnet 5", "anthropic.claude-sonnet-5",
            "opus 4.8", "anthropic.claude-opus-4-8",
            "sonnet 4.6", "anthropic.claude-sonnet-4-6",
            "haiku 4.5", "anthropic.claude-haiku-4-5-20251001-v1:0",
            "claude 3.7", "anthropic.claude-3-7-sonnet-20250219-v1:0");
    private static final String VERSION = "'anthropic_version':'bedrock-2023-05-31'";
    private static final String USER = "{'role':'user','content':'go'}";
    private static final String TOOLS = "'tools':[{'name':'t','input_schema':{'type':'object'}}]";
    private static final String PNG = "iVBORw0KGgoAAAANSUhEUg==";

    private static void says(String model, String body, @Nullable String expected) {
        String said = ClaudeBodyValidation.check(
                        Json.read(body.replace('\'', '"')).orElseThrow(), MODELS.get(model), 64_000)
                .map(SentError::message)
                .orElse("");
        if (expected == null) {
            assertThat(said).isEmpty();
        } else {
            assertThat(said).startsWith(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            sonnet 4.6 | 'max_tokens':5                                                       | anthropic_version: Field required
            sonnet 4.6 | 'anthropic_version':'bedrock-2023-05-31'                             | max_tokens: Field required
            sonnet 4.6 | 'max_tokens':5,'anthropic_version':'2023-06-01'                      | anthropic_version: Input should be 'bedrock-2023-05-31'
            sonnet 4.6 | 'max_tokens':5,'anthropic_version':'2026-10-21'                      | anthropic_version: Input should be 'bedrock-2023-05-31'
            opus 4.8   | 'max_tokens':5,'anthropic_version':'2026-10-21'                      |
            sonnet 5   | 'max_tokens':5,'anthropic_version':'2026-10-21','top_k':5            | top_k: Extra inputs are not permitted
            sonnet 4.6 | VERSION,'max_tokens':5,'model':'m'                                   | model: Extra inputs are not permitted
            sonnet 4.6 | VERSION,'max_tokens':5,'stream':true                                 | stream: Extra inputs are not permitted
            sonnet 4.6 | VERSION,'max_tokens':5,'reasoning':{}                                | reasoning: Extra inputs are not permitted
            sonnet 4.6 | VERSION,'max_tokens':5,'context_management':{}                       | context_management: Extra inputs are not permitted
            sonnet 4.6 | VERSION,'max_tokens':5,'context_management':{},'anthropic_beta':['context-management-2025-06-27'] |
            sonnet 4.6 | VERSION,'max_tokens':5,'metadata':{'user_id':'u'},'stop_sequences':['x'],'top_k':5,'system':'s' |
            sonnet 4.6 | VERSION,'max_tokens':5,'anthropic_beta':'x'                          | anthropic_beta: Input should be a valid list
            sonnet 4.6 | VERSION,'max_tokens':5,'anthropic_beta':['never-heard']              | invalid beta flag
            sonnet 4.6 | VERSION,'max_tokens':'5'                                             | max_tokens: Input should be a valid integer
            sonnet 4.6 | VERSION,'max_tokens':0                                               | max_tokens: Input should be greater than or equal to 1
            sonnet 4.6 | VERSION,'max_tokens':64001                                           | max_tokens: 64001 > 64000, which is the maximum
            sonnet 4.6 | VERSION,'max_tokens':5,'temperature':1.5                             | temperature: range: 0..1
            sonnet 4.6 | VERSION,'max_tokens':5,'temperature':1,'top_p':1                     | `temperature` and `top_p` cannot both be specified for this model.
            claude 3.7 | VERSION,'max_tokens':5,'temperature':1,'top_p':1                     |
            sonnet 4.6 | VERSION,'max_tokens':5,'stop_sequences':[' ']                        | stop_sequences: each stop sequence must contain non-whitespace
            haiku 4.5  | VERSION,'max_tokens':5,'output_config':{'effort':'low'}              | This model does not support the effort parameter.
            sonnet 5   | VERSION,'max_tokens':5,'output_config':{'effort':'low'}              |
            claude 3.7 | VERSION,'max_tokens':5,'output_config':{'format':{'type':'json_schema','schema':{'type':'null'}}} | output_config.format: Extra inputs
            haiku 4.5  | VERSION,'max_tokens':5,'output_config':{'format':{'type':'json_schema','schema':{'type':'object'}}} | output_config.format.schema: For 'object' type, 'additionalProperties'
            haiku 4.5  | VERSION,'max_tokens':2000,'thinking':{'type':'enabled','budget_tokens':2000} | `max_tokens` must be greater than `thinking.budget_tokens`.
            sonnet 5   | VERSION,'max_tokens':5,'thinking':{'type':'adaptive'},TOOLS,'tool_choice':{'type':'any'} | Thinking may not be enabled when tool_choice forces tool use.
            sonnet 5   | VERSION,'max_tokens':5,'system':[{'type':'text','text':' '}]         | system: text content blocks must contain non-whitespace text
            sonnet 5   | VERSION,'max_tokens':5,'system':[{'type':'image'}]                   | system.0.type: Input should be 'text'
            """)
    void members_are_those_of_the_api_and_of_the_model(String model, String members, @Nullable String expected) {
        String body = members.replace("VERSION", VERSION).replace("TOOLS", TOOLS);
        says(model, "{'messages':[" + USER + "]," + body + "}", expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            sonnet 5   |                                                              | messages: at least one message is required
            sonnet 5   | {'role':'user','content':'a'},{'role':'user','content':'b'}  |
            sonnet 5   | {'role':'assistant','content':'a'}                           | messages: first message must use the "user" role
            sonnet 5   | {'role':'system','content':'a'}                              | messages: Unexpected role "system".
            sonnet 5   | {'role':'user','content':''}                                 | messages.0: all messages must have non-empty content
            sonnet 5   | {'role':'user','content':{}}                                 | messages.0.content: Input should be a valid list
            sonnet 5   | {'role':'user','content':'a','name':'n'}                     | messages.0.name: Extra inputs are not permitted
            sonnet 5   | {'role':'user','content':[{'type':'text','text':''}]}        | messages: text content blocks must be non-empty
            sonnet 5   | {'role':'user','content':[{'type':'text','text':' '}]}       | messages: text content blocks must contain non-whitespace text
            sonnet 5   | {'role':'user','content':' '}                                | messages: text content blocks must contain non-whitespace text
            sonnet 5   | {'role':'user','content':[{'type':'text','text':'','cache_control':{'type':'ephemeral'}}]} | messages.0.content.0.text: cache_control cannot be set for empty text blocks
            sonnet 5   | {'role':'user','content':[{'type':'text','text':'a','index':0}]} | messages.0.content.0.text.index: Extra inputs are not permitted
            sonnet 5   | {'role':'user','content':[{'type':'audio'}]}                 | messages.0.content.0: Input tag 'audio' found using 'type' does not match
            sonnet 5   | USER,{'role':'assistant','content':'So'}                     | This model does not support assistant message prefill.
            haiku 4.5  | USER,{'role':'assistant','content':'So'}                     |
            haiku 4.5  | USER,{'role':'assistant','content':'So '}                    | messages: final assistant content cannot end with trailing whitespace
            haiku 4.5  | USER,{'role':'assistant','content':[]}                       |
            sonnet 5   | USER,{'role':'assistant','content':[{'type':'thinking','thinking':'x'}]},USER | messages.1.content.0.thinking.signature: Field required
            sonnet 5   | USER,{'role':'assistant','content':[{'type':'thinking','thinking':'x','signature':'y'}]},USER | messages.1.content.0: Invalid `signature` in `thinking` block
            """)
    void messages_have_roles_and_blocks_that_say_something(
            String model, @Nullable String messages, @Nullable String expected) {
        String said = messages == null ? "" : messages.replace("USER", USER);
        says(model, "{" + VERSION + ",'max_tokens':5,'messages':[" + said + "]}", expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            sonnet 5   | {'type':'ephemeral'},{'type':'ephemeral','ttl':'5m'}         |
            sonnet 5   | {'type':'ephemeral','ttl':'1h'},{'type':'ephemeral'}         |
            claude 3.7 | {'type':'ephemeral','ttl':'1h'}                              | messages.0.content.0.cache_control.ephemeral.ttl: Extra inputs are not permitted
            sonnet 5   | {'type':'ephemeral','scope':'global'}                        | messages.0.content.0.cache_control.ephemeral.scope: Extra inputs are not permitted
            sonnet 5   | {'type':'ephemeral','ttl':'2h'}                              | messages.0.content.0.cache_control.ephemeral.ttl: Input should be '5m' or '1h'
            sonnet 5   | {'type':'default'}                                           | messages.0.content.0.cache_control.type: Input should be 'ephemeral'
            sonnet 5   | {'type':'ephemeral'},{'type':'ephemeral','ttl':'1h'}         | messages.0.content.1.cache_control.ttl: a ttl='1h' cache_control block must not come after
            sonnet 5   | {'type':'ephemeral'},{'type':'ephemeral'},{'type':'ephemeral'},{'type':'ephemeral'},{'type':'ephemeral'} | A maximum of 4 blocks with cache_control may be provided. Found 5.
            """)
    void marks_of_the_cache_are_few_and_the_longer_lived_come_first(
            String model, String marks, @Nullable String expected) {
        String blocks = marks.replace("{'type'", "{'type':'text','text':'x','cache_control':{'type'")
                        .replace("},{'type':'text'", "}},{'type':'text'")
                + "}";
        says(
                model,
                "{" + VERSION + ",'max_tokens':5,'messages':[{'role':'user','content':[" + blocks + "]}]}",
                expected);
    }

    /// USE and RES stand for a use of the tool, with an id, and its result.
    private static String turns(String turns) {
        return turns.replace("USER", USER)
                .replace("USE(", "{'type':'tool_use','name':'t','input':{},'id':'")
                .replace("RES(", "{'type':'tool_result','content':'r','tool_use_id':'")
                .replace("TEXT", "{'type':'text','text':'x'}")
                .replace(")", "'}")
                .replace("A[", "{'role':'assistant','content':[")
                .replace("U[", "{'role':'user','content':[")
                .replace(";", "]},");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            USER,A[USE(a);U[RES(a)]}                      |
            USER,A[TEXT,USE(a),USE(b);U[RES(b),RES(a),TEXT]} |
            USER,A[USE(a);U[RES(a);U[TEXT]}               |
            USER,A[USE(a);USER                            | messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: a.
            USER,A[USE(a);U[TEXT,RES(a)]}                 | messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: a.
            USER,A[USE(a),USE(b);U[RES(a)]}               | messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: b.
            USER,A[USE(a);U[RES(a),RES(b)]}               | messages.2.content.1: unexpected `tool_use_id` found in `tool_result` blocks: b.
            USER,A[USE(a);U[RES(a),RES(a)]}               | messages.2.content.1: each tool_use must have a single result.
            USER,A[USE(a);U[RES(a);A[USE(a);U[RES(a)]}    | messages.3.content.0: `tool_use` ids must be unique
            USER,A[USE(a b);U[RES(a b)]}                  | messages.1.content.0.tool_use.id: String should match pattern
            U[USE(a)]}                                    | messages.0.content.0: `tool_use` blocks can only be in `assistant` messages
            """)
    void uses_of_tools_have_their_results_directly_after_them(String turns, @Nullable String expected) {
        says("sonnet 5", "{" + VERSION + ",'max_tokens':5,'messages':[" + turns(turns) + "]," + TOOLS + "}", expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            'tools':[{'name':'a.b','input_schema':{'type':'object'}}]           | tools.0.custom.name: String should match pattern
            'tools':[{'name':'t'}]                                              | tools.0.custom.input_schema: Field required
            'tools':[{'name':'t','input_schema':{}}]                            | tools.0.custom.input_schema.type: Field required
            'tools':[{'name':'t','input_schema':{'type':'array'}}]              | tools.0.custom.input_schema.type: Input should be 'object'
            'tools':[{'name':'t','input_schema':{'type':'object','anyOf':[]}}]  | tools.0.custom.input_schema: input_schema does not support oneOf, allOf, or anyOf
            'tools':[{'name':'t','input_schema':{'type':'object'},'defer_loading':true}] | tools.0.custom.defer_loading: Extra inputs are not permitted
            'tools':[{'name':'t','input_schema':{'type':'object'},'defer_loading':true}],'anthropic_beta':['tools-2025-10-19'] |
            'tools':[{'name':'t','input_schema':{'type':'object'},'strict':true}] | output_config.format.schema: For 'object' type
            'tools':[{'type':'web_search_20250305','name':'web_search'}]        | tools.0: Input tag 'web_search_20250305' found
            'tools':[{'type':'bash_20250124','name':'bash'}]                    |
            'tools':[{'name':'t','input_schema':{'type':'object'}},{'name':'t','input_schema':{'type':'object'}}] | tools: Tool names must be unique.
            TOOLS,'tool_choice':{'type':'tool','name':'u'}                      | Tool 'u' not found in provided tools
            TOOLS,'tool_choice':{'type':'required'}                             | tool_choice: Input tag 'required' found
            TOOLS,'tool_choice':{'type':'auto','disable_parallel_tool_use':true} |
            'tool_choice':{'type':'auto'}                                       | tool_choice: tool_choice may only be specified while providing `tools`
            """)
    void tools_have_names_and_schemas_and_can_be_chosen(String members, @Nullable String expected) {
        says(
                "sonnet 5",
                "{" + VERSION + ",'max_tokens':5,'messages':[" + USER + "]," + members.replace("TOOLS", TOOLS) + "}",
                expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            'image'    | 'type':'base64','media_type':'image/png','data':'PNG'       |
            'image'    | 'type':'base64','media_type':'image/jpeg','data':'PNG'      | messages.0.content.0.image.source.base64: The image was specified using the image/jpeg media type
            'image'    | 'type':'base64','media_type':'image/tiff','data':'PNG'      | messages.0.content.0.image.source.base64.media_type: Input should be
            'image'    | 'type':'base64','media_type':'image/png','data':'a b'       | messages.0.content.0.image.source.base64: invalid base64 data
            'image'    | 'type':'base64','media_type':'image/png','data':'aGVsbG8h'  | Could not process image
            'image'    | 'type':'url','url':'https://example.com/a.png'              | messages.0.content.0.image.source: Input tag 'url' found
            'document' | 'type':'base64','media_type':'application/pdf','data':'JVBERi0x' |
            'document' | 'type':'text','media_type':'text/plain','data':'x'          |
            'document' | 'type':'base64','media_type':'text/plain','data':'JVBERi0x' | messages.0.content.0.document.source.base64.media_type: Input should be 'application/pdf'
            'document' | 'type':'base64','media_type':'application/pdf','data':'aGVsbG8h' | The PDF specified was not valid.
            'document' | 'type':'file','file_id':'f'                                 | messages.0.content.0.document.source: Input tag 'file' found
            """)
    void images_and_documents_come_with_the_request(String type, String source, @Nullable String expected) {
        String block = "{'type':" + type + ",'source':{" + source.replace("'PNG'", "'" + PNG + "'") + "}}";
        says(
                "sonnet 5",
                "{" + VERSION + ",'max_tokens':5,'messages':[{'role':'user','content':[" + block + "]}]}",
                expected);
    }
}
