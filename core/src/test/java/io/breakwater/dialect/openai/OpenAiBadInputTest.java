package io.breakwater.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.json.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiBadInputTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String USER = "{\"role\":\"user\",\"content\":\"hello\"}";
    private static final String CALL =
            "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}";

    private final OpenAiDialect dialect = new OpenAiDialect(Samples.GATE);

    private String message(String member) {
        return Samples.refusal(dialect.decode(
                        Samples.post(PATH, "{\"model\":\"m\",\"messages\":[" + USER + "]," + member + "}")))
                .message();
    }

    private void assertInvalid(String body, String param) {
        Decoded decoded = dialect.decode(Samples.post(PATH, body));
        ApiReply reply = dialect.refuse(Samples.refusal(decoded), "id");
        JsonNode error = Samples.json(reply).path("error");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("param").asText()).isEqualTo(param);
        assertThat(error.path("message").asText()).startsWith(param).doesNotContain("hello");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "messages":[]                                    | messages
            "messages":null                                  | messages
            "messages":"hello"                               | messages
            "messages":{}                                    | messages
            "messages":["hello"]                             | messages[0]
            "messages":[null]                                | messages[0]
            "messages":[{"content":"hello"}]                 | messages[0].role
            "messages":[{"role":"hello","content":"x"}]      | messages[0].role
            "messages":[{"role":"function","content":"x"}]   | messages[0].role
            "messages":[{"role":1,"content":"x"}]            | messages[0].role
            "messages":[{"role":"system","content":""}]      | messages
            "messages":[{"role":"system"}]                   | messages[0].content
            "messages":[{"role":"user"}]                     | messages[0].content
            "messages":[{"role":"user","content":7}]         | messages[0].content
            "messages":[{"role":"user","content":{}}]        | messages[0].content
            "messages":[{"role":"user","content":"x","name":7}]        | messages[0].name
            "messages":[{"role":"user","content":["hello"]}] | messages[0].content[0]
            "messages":[{"role":"user","content":[{"text":"hello"}]}]  | messages[0].content[0].type
            "messages":[{"role":"user","content":[{"type":"text"}]}]   | messages[0].content[0].text
            "messages":[{"role":"user","content":[{"type":"text","text":5}]}]                | messages[0].content[0].text
            "messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{}}]}] | messages[0].content[0].type
            "messages":[{"role":"system","content":[{"type":"image_url"}]}]                  | messages[0].content[0].type
            "messages":[{"role":"user","content":[{"type":"image_url"}]}]                    | messages[0].content[0].image_url
            "messages":[{"role":"user","content":[{"type":"image_url","image_url":"x"}]}]    | messages[0].content[0].image_url
            "messages":[{"role":"user","content":[{"type":"image_url","image_url":{}}]}]     | messages[0].content[0].image_url.url
            "messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x.test/a.png"}}]}]           | messages[0].content[0].image_url.url
            "messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/svg+xml;base64,AAAA"}}]}] | messages[0].content[0].image_url.url
            "messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,"}}]}]         | messages[0].content[0].image_url.url
            "messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=A"}}]}]     | messages[0].content[0].image_url.url
            "messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"max"}}]}] | messages[0].content[0].image_url.detail
            "messages":[{"role":"user","content":[{"type":"file"}]}]                         | messages[0].content[0].file
            "messages":[{"role":"user","content":[{"type":"file","file":{}}]}]               | messages[0].content[0].file.file_data
            "messages":[{"role":"user","content":[{"type":"file","file":{"file_id":"hello"}}]}]              | messages[0].content[0].file.file_id
            "messages":[{"role":"user","content":[{"type":"file","file":{"file_data":"https://x.test/a"}}]}] | messages[0].content[0].file.file_data
            "messages":[{"role":"user","content":[{"type":"file","file":{"file_data":"AAAA"}}]}]             | messages[0].content[0].file
            "messages":[{"role":"user","content":[{"type":"file","file":{"file_data":"AAAA","filename":"hello.exe"}}]}] | messages[0].content[0].file
            "messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:application/pdf;base64,AAAA"}}]}] | messages[0].content[0].image_url.url
            "messages":[{"role":"assistant","content":"x"}]  | messages[0].role
            """)
    void a_fault_in_the_messages_is_named(String messages, String param) {
        assertInvalid("{\"model\":\"m\"," + messages + "}", param);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"role":"assistant","content":"x","audio":{"id":"hello"}}          | messages[1].audio
            {"role":"assistant","content":"x","function_call":{}}              | messages[1].function_call
            {"role":"assistant","content":"x","refusal":1}                     | messages[1].refusal
            {"role":"assistant","tool_calls":{}}                               | messages[1].tool_calls
            {"role":"assistant","tool_calls":["hello"]}                        | messages[1].tool_calls[0]
            {"role":"assistant","tool_calls":[{"id":"c"}]}                     | messages[1].tool_calls[0].function
            {"role":"assistant","tool_calls":[{"id":"c","type":"custom"}]}     | messages[1].tool_calls[0].type
            {"role":"assistant","tool_calls":[{"function":{"name":"f"}}]}      | messages[1].tool_calls[0].id
            {"role":"assistant","tool_calls":[{"id":"c","function":{"name":"hello there"}}]}           | messages[1].tool_calls[0].function.name
            {"role":"assistant","tool_calls":[{"id":"c","function":{"name":"f","arguments":{}}}]}      | messages[1].tool_calls[0].function.arguments
            {"role":"assistant","tool_calls":[{"id":"","function":{"name":"f"}}]}                      | messages[1].tool_calls[0].id
            {"role":"assistant","tool_calls":[{"id":"c","function":{"name":"f"}}]}                     | messages[1].tool_calls[0].id
            {"role":"assistant","tool_calls":[{"id":"c","function":{"name":"f"}},{"id":"c","function":{"name":"f"}}]} | messages[1].tool_calls[1].id
            {"role":"tool","content":"x"}                                      | messages[1].tool_call_id
            {"role":"tool","content":"x","tool_call_id":"hello"}               | messages[1].tool_call_id
            """)
    void a_fault_in_a_later_message_is_named(String message, String param) {
        assertInvalid("{\"model\":\"m\",\"messages\":[" + USER + "," + message + "]}", param);
    }

    @Test
    void a_result_needs_content() {
        String result = "{\"role\":\"tool\",\"tool_call_id\":\"c\"}";
        assertInvalid(
                "{\"model\":\"m\",\"messages\":[" + USER + "," + CALL + "," + result + "]}", "messages[2].content");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7                                                               | messages[2].content
            ["hello"]                                                       | messages[2].content[0]
            [{"type":"text"}]                                               | messages[2].content[0].text
            [{"type":"image_url","image_url":{"url":"https://x.test/a"}}]   | messages[2].content[0].image_url.url
            """)
    void a_fault_in_a_result_is_named(String content, String param) {
        String result = "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":" + content + "}";
        assertInvalid("{\"model\":\"m\",\"messages\":[" + USER + "," + CALL + "," + result + "]}", param);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "max_tokens":0                         | max_tokens
            "max_tokens":-1                        | max_tokens
            "max_tokens":1.5                       | max_tokens
            "max_tokens":"5"                       | max_tokens
            "max_tokens":10000001                  | max_tokens
            "max_tokens":1e3                       | max_tokens
            "max_completion_tokens":0              | max_completion_tokens
            "max_completion_tokens":true           | max_completion_tokens
            "temperature":1.2                      | temperature
            "temperature":2.1                      | temperature
            "temperature":-1                       | temperature
            "temperature":"hot"                    | temperature
            "top_p":1.1                            | top_p
            "top_p":[]                             | top_p
            "stop":5                               | stop
            "stop":""                              | stop
            "stop":["a",""]                        | stop[1]
            "stop":[1]                             | stop[0]
            "stop":["1","2","3","4","5"]           | stop
            "stream":"yes"                         | stream
            "stream_options":{}                    | stream_options
            "stream":true,"stream_options":1       | stream_options
            "stream":true,"stream_options":{"include_usage":1} | stream_options.include_usage
            "stream":true,"stream_options":{"novelty":1}       | stream_options.novelty
            "n":2                                  | n
            "n":"1"                                | n
            "store":"yes"                          | store
            "logprobs":true                        | logprobs
            "top_logprobs":5                       | top_logprobs
            "logit_bias":{"50256":-100}            | logit_bias
            "frequency_penalty":0.5                | frequency_penalty
            "presence_penalty":-0.5                | presence_penalty
            "audio":{}                             | audio
            "modalities":["text","audio"]          | modalities
            "modalities":{"a":"text"}              | modalities
            "modalities":"text"                    | modalities
            "web_search_options":{}                | web_search_options
            "functions":[]                         | functions
            "function_call":"auto"                 | function_call
            "service_tier":"priority"              | service_tier
            "service_tier":"scale"                 | service_tier
            "service_tier":5                       | service_tier
            "thinking":"on"                        | thinking
            "thinking":{}                          | thinking.type
            "thinking":{"type":"hello"}            | thinking.type
            "thinking":{"type":"enabled"}          | thinking.budget_tokens
            "thinking":{"type":"enabled","budget_tokens":1023}  | thinking.budget_tokens
            "thinking":{"type":"adaptive","novelty":1}          | thinking.novelty
            "thinking":{"type":"enabled","budget_tokens":2000},"max_tokens":2000 | thinking
            "reasoning":"high"                     | reasoning
            "reasoning":{"effort":"enormous"}      | reasoning.effort
            "reasoning":{"max_tokens":0}           | reasoning.max_tokens
            "reasoning":{"max_tokens":2000},"max_tokens":100    | reasoning
            "reasoning":{"enabled":"yes"}          | reasoning.enabled
            "reasoning":{"novelty":1}              | reasoning.novelty
            "top_k":0                              | top_k
            "verbosity":"chatty"                   | verbosity
            "reasoning_effort":"enormous"          | reasoning_effort
            "reasoning_effort":3                   | reasoning_effort
            "user":5                               | user
            "metadata":"x"                         | metadata
            "seed":0.5                             | seed
            "guardrailConfig":{}                   | guardrailConfig
            "novelty":1                            | novelty
            "response_format":"text"                               | response_format
            "response_format":{}                                   | response_format.type
            "response_format":{"type":"hello"}                     | response_format.type
            "response_format":{"type":"json_schema"}               | response_format.json_schema
            "response_format":{"type":"json_schema","json_schema":{"schema":{}}}             | response_format.json_schema.name
            "response_format":{"type":"json_schema","json_schema":{"name":"x"}}              | response_format.json_schema.schema
            "response_format":{"type":"json_schema","json_schema":{"name":"x","schema":"x"}} | response_format.json_schema.schema
            "tools":{}                                             | tools
            "tools":["hello"]                                      | tools[0]
            "tools":[{"type":"custom"}]                            | tools[0].type
            "tools":[{"type":"function"}]                          | tools[0].function
            "tools":[{"type":"function","function":{}}]            | tools[0].function.name
            "tools":[{"type":"function","function":{"name":"hello there"}}]         | tools[0].function.name
            "tools":[{"type":"function","function":{"name":"f","parameters":[]}}]   | tools[0].function.parameters
            "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"string"}}}] | tools[0].function.parameters.type
            "tools":[{"type":"function","function":{"name":"f","parameters":{"anyOf":[{},{"type":"array"}]}}}] | tools[0].function.parameters.anyOf[1].type
            "tools":[{"type":"function","function":{"name":"f","strict":1}}]        | tools[0].function.strict
            "tools":[{"type":"function","function":{"name":"f","description":1}}]   | tools[0].function.description
            "tools":[{"type":"function","function":{"name":"f","novelty":1}}]       | tools[0].function.novelty
            "tools":[{"type":"function","function":{"name":"f"}},{"type":"function","function":{"name":"f"}}] | tools[1].function.name
            "parallel_tool_calls":"no"              | parallel_tool_calls
            "tool_choice":"required"                               | tool_choice
            "tool_choice":"hello"                                  | tool_choice
            "tool_choice":5                                        | tool_choice
            "tool_choice":{"type":"hello"}                         | tool_choice.type
            "tool_choice":{"type":"function","function":{"name":"g"}} | tool_choice.function.name
            "tool_choice":{"type":"allowed_tools"}                    | tool_choice.allowed_tools
            "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"none","tools":[]}} | tool_choice.allowed_tools.mode
            "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[]}} | tool_choice.allowed_tools.tools
            "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[{"type":"function","function":{"name":"g"}}]}} | tool_choice.allowed_tools.tools[0].function.name
            "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[{"type":"mcp"}]}} | tool_choice.allowed_tools.tools[0].type
            """)
    void a_fault_beside_the_messages_is_named(String member, String param) {
        assertInvalid("{\"model\":\"m\",\"messages\":[" + USER + "]," + member + "}", param);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                     | model
            {"model":null}                         | model
            {"model":5}                            | model
            """)
    void a_missing_model_is_named(String body, String param) {
        assertInvalid(body, param);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''            | 400
            hello         | 400
            []            | 400
            "hello"       | 400
            {"a":1,"a":2} | 400
            {"a":\\xff}   | 400
            """)
    void what_is_no_json_object_is_a_bad_request(String body, int status) {
        Refusal refusal = Samples.refusal(dialect.decode(Samples.post(PATH, body)));
        ApiReply reply = dialect.refuse(refusal, "id");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(Samples.json(reply).at("/error/message").asText()).doesNotContain("hello");
    }

    @Test
    void size_and_media_type_have_their_own_status() {
        byte[] large = new byte[JsonLimits.DEFAULT.bodyBytes() + 1];
        assertThat(status(Samples.post(PATH, large))).isEqualTo(413);
        byte[] small = "{}".getBytes(StandardCharsets.UTF_8);
        assertThat(status(new ApiRequest("POST", PATH, Map.of(), small))).isEqualTo(415);
        assertThat(status(new ApiRequest("POST", PATH, Map.of("content-type", "text/plain"), small)))
                .isEqualTo(415);
    }

    private int status(ApiRequest request) {
        return dialect.refuse(Samples.refusal(dialect.decode(request)), "id").status();
    }

    private static final String CUSTOM =
            "must be function; models accept no custom tools here: declare a function with one parameter, a string, and name that one";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "tools":[{"type":"custom","custom":{"name":"f"}}]                 | tools[0].type
            "tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":{"type":"custom","custom":{"name":"f"}} | tool_choice.type
            "tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[{"type":"custom","custom":{"name":"f"}}]}} | tool_choice.allowed_tools.tools[0].type
            """)
    void a_custom_tool_is_refused_with_the_function_to_send_in_its_place(String member, String path) {
        assertThat(message(member)).isEqualTo(path + " " + CUSTOM);
    }

    @Test
    void a_tool_that_a_provider_runs_is_named_with_what_to_do() {
        assertThat(message("\"tools\":[{\"type\":\"web_search\"}]"))
                .isEqualTo("tools[0].type must be function; tools that a provider runs itself are not"
                        + " served here: declare a function and run it yourself");
    }
}
