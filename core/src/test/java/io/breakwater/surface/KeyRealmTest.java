package io.breakwater.surface;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeyRealmTest {

    @ParameterizedTest
    @CsvSource({
        "/{proxy+}, SHARED, Authorization",
        "/v1/usage, SHARED, Authorization",
        "/model/{proxy+}, BEDROCK, Authorization",
        "/v1/messages, ANTHROPIC, x-api-key",
        "/v1/messages/{proxy+}, ANTHROPIC, x-api-key",
        "/openai/deployments/{proxy+}, AZURE, api-key",
        "/openai/models, AZURE, api-key",
        "/openai/models/{proxy+}, AZURE, api-key",
        "'', SHARED, Authorization"
    })
    void a_resource_is_in_the_realm_of_the_sdks_that_call_it(String resource, KeyRealm realm, String header) {
        assertThat(KeyRealm.of(resource)).isEqualTo(realm);
        assertThat(realm.header()).isEqualTo(header);
    }

    /// All paths that an SDK calls with a base URL of its own, and no others: all paths of a realm take
    /// the same keys.
    @ParameterizedTest
    @CsvSource({
        "/openai/models, AZURE",
        "/openai/models/, AZURE",
        "/openai/models/claude-sonnet, AZURE",
        "/openai/deployments/claude-sonnet/chat/completions, AZURE",
        "/v1/messages, ANTHROPIC",
        "/v1/messages/count_tokens, ANTHROPIC",
        "/model/claude-sonnet/converse, BEDROCK",
        "/openai/v1/models/claude-sonnet, SHARED",
        "/v1/models/claude-sonnet, SHARED"
    })
    void a_path_with_a_name_is_in_the_realm_of_the_path_without(String path, KeyRealm realm) {
        assertThat(ApiResource.inRealm("GET", path).realm()).isEqualTo(realm);
    }

    @ParameterizedTest
    @EnumSource
    void resources_of_one_realm_alone_are_in_that_realm(KeyRealm realm) {
        assertThat(realm.resources())
                .allSatisfy(resource -> assertThat(KeyRealm.of(resource)).isEqualTo(realm));
    }
}
