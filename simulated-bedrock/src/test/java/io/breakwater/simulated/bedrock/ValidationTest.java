package io.breakwater.simulated.bedrock;

import static io.breakwater.simulated.bedrock.Fixture.SONNET;
import static io.breakwater.simulated.bedrock.Fixture.asking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

class ValidationTest {

    private final Fixture fixture = Fixture.started();
    private final BedrockRuntimeClient client = fixture.client();

    @AfterEach
    void stop() {
        client.close();
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                                 | start with a user message
            {"messages":[{"role":"assistant","content":[{"text":"a"}]}]}                       | start with a user message
            {"messages":[{"role":"user","content":[{"text":"a"}]},{"role":"user","content":[{"text":"a"}]}]} | alternate
            {"messages":[{"role":"user","content":[]}]}                                        | messages.0 is empty
            {"messages":[{"role":"user","content":[{"text":" "}]}]}                            | messages.0.content.0 is blank
            {"messages":[{"role":"user","content":[{"smell":"a"}]}]}                           | must set one of
            {"messages":[{"role":"user","content":[{"text":"a"}]}],"inferenceConfig":{"maxTokens":0}} | maxTokens
            {"messages":[{"role":"user","content":[{"text":"a"}]}],"inferenceConfig":{"maxTokens":64001}} | model limit of 64000
            {"messages":[{"role":"user","content":[{"text":"a"}]}],"inferenceConfig":{"temperature":1.1}} | less than or equal to 1
            {"messages":[{"role":"user","content":[{"text":"a"}]}],"requestMetadata":{"a":"%"}} | requestMetadata
            """)
    void a_wrong_converse_request_is_a_validation_error(String body, String named) {
        HttpResponse<String> answer = fixture.raw("/model/" + SONNET + "/converse", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("ValidationException");
        assertThat(answer.body()).contains(named);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"max_tokens":1,"messages":[]}                                                     | anthropic_version: Field required
            {"anthropic_version":"bedrock-2023-05-31","messages":[]}                                            | max_tokens: Field required
            {"anthropic_version":"bedrock-2023-05-31","max_tokens":1,"stream":true,"messages":[]}               | stream: Extra inputs
            {"anthropic_version":"bedrock-2023-05-31","max_tokens":1,"messages":[]}                             | at least one message
            {"anthropic_version":"bedrock-2023-05-31","max_tokens":1,"messages":[{"role":"assistant","content":"a"}]} | first message must use
            {"anthropic_version":"bedrock-2023-05-31","max_tokens":99999,"messages":[{"role":"user","content":"a"}]} | 99999 > 64000
            {"anthropic_version":"bedrock-2023-05-31","max_tokens":1,"messages":[{"role":"user","content":[{"type":"x"}]}]} | Input tag 'x'
            not json                                                                           | not valid JSON
            """)
    void a_wrong_claude_body_is_a_validation_error(String body, String named) {
        HttpResponse<String> answer = fixture.raw("/model/" + SONNET + "/invoke", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(named);
    }

    @Test
    void a_model_that_streams_no_tools_refuses_a_stream_with_them_and_nothing_else() {
        String plain = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]}]";
        String tools = plain
                + ",\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"t\",\"inputSchema\":{\"json\":{\"type\":\"object\"}}}}]}}";
        HttpResponse<String> refused = fixture.raw("/model/" + Fixture.LLAMA + "/converse-stream", tools);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("doesn't support tool use in streaming mode");
        assertThat(fixture.raw("/model/" + Fixture.LLAMA + "/converse", tools).statusCode())
                .isEqualTo(200);
        assertThat(fixture.raw("/model/" + Fixture.LLAMA + "/converse-stream", plain + "}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_prompt_beyond_the_context_window_is_too_long() {
        assertThatThrownBy(() -> client.converse(asking("x".repeat(800_004))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Input is too long for requested model.");
    }
}
