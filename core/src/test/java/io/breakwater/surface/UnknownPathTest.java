package io.breakwater.surface;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownPathTest {

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completion, POST /v1/chat/completions",
        "/v1/chat, POST /v1/plan",
        "/v1/model, GET /v1/models",
        "/v1/completion, POST /v1/completions",
        "/openai/deployments/x/chat, POST /openai/deployments/",
        "/model/claude/invok, POST /model/{modelId}/invoke",
        "/model/claude/count-token, POST /model/{modelId}/count-tokens",
        "/v1/files, send a file part",
        "/files/file-1/content, send a file part",
        "/openai/v1/responses/resp_1, POST /v1/responses",
        "/v1/responses/resp_1/input_items, no call lists its input",
        "/v1/messages/batches, POST /v1/messages",
        "/anthropic/v1/messages/batches, POST /v1/messages/count_tokens",
        "/v1/embeddings/batches, POST /v1/embeddings",
        "/inference-profile, POST /v1/",
        "/foundation-models/x, GET /v1/models"
    })
    void what_to_call_instead_is_named(String path, String instead) {
        assertThat(UnknownPath.instead(path)).contains(instead);
    }

    @ParameterizedTest
    @CsvSource({
        "/model/claude/invoke, BEDROCK",
        "/inference-profiles, BEDROCK",
        "/guardrail/abc/version/1/apply, BEDROCK",
        "/foundation-models, BEDROCK",
        "/v1/messages, ANTHROPIC",
        "/anthropic/v1/messages/count_tokens, ANTHROPIC",
        "/v1/models, OPENAI",
        "/openai/deployments/x/chat/completions, OPENAI",
        "/models, OPENAI",
        "/, OPENAI"
    })
    void errors_have_the_shape_that_the_clients_of_a_path_understand(String path, ClientFamily family) {
        assertThat(ClientFamily.of(path)).isEqualTo(family);
    }
}
