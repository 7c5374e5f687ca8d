package io.breakwater.surface;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BasePathTest {
    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, /v1/chat/completions",
        "/chat/completions, /v1/chat/completions",
        "/openai/v1/chat/completions, /v1/chat/completions",
        "/v1/v1/chat/completions, /v1/chat/completions",
        "/v1/v1/v1/chat/completions, /v1/chat/completions",
        "//v1//chat/completions/, /v1/chat/completions",
        "/openai/v1/models, /v1/models",
        "/v1/messages, /v1/messages",
        "/messages, /v1/messages",
        "/anthropic/v1/messages, /v1/messages",
        "//anthropic/v1/v1/messages/, /v1/messages",
        "/v1/anthropic/messages/count_tokens, /v1/messages/count_tokens",
        "/models, /v1/models",
        "/models/claude, /v1/models/claude",
        "/plan, /v1/plan",
        "/completions, /v1/completions",
        "/openai/v1/completions, /v1/completions",
        "/openai/models, /v1/models",
        "/deployments/x/chat/completions, /openai/deployments/x/chat/completions",
        "/v1/openai/deployments/x/chat/completions/, /openai/deployments/x/chat/completions",
        "/openai/openai/deployments/x/completions, /openai/deployments/x/completions",
        "/v1/v1/models/us.anthropic.claude-sonnet-4-6, /v1/models/us.anthropic.claude-sonnet-4-6"
    })
    void each_base_url_that_people_have_leads_to_the_same_operation(String asked, String meant) {
        assertThat(BasePath.meant(asked)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "/healthz, /healthz",
        "/model/claude/converse, /model/claude/converse",
        "/model/arn:aws:bedrock:us-east-1:1:inference-profile/us.x/converse, /model/arn:aws:bedrock:us-east-1:1:inference-profile/us.x/converse",
        "/v1/nothing, /v1/nothing",
        "/anthropic/v1/chat/completions, /anthropic/v1/chat/completions",
        "/anthropic, /anthropic",
        "/openai, /openai",
        "/openai/deployments/x/chat/completions, /openai/deployments/x/chat/completions",
        "/, /",
        "/v1, /v1"
    })
    void any_other_path_is_what_it_is(String asked, String meant) {
        assertThat(BasePath.meant(asked)).isEqualTo(meant);
    }
}
