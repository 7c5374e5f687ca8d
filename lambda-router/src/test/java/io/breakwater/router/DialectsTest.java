package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.BodyGate;
import io.breakwater.dialect.Dialect;
import io.breakwater.dialect.json.JsonLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectsTest {
    private static final Path SOURCES =
            Path.of(System.getProperty("breakwater.root"), "core/src/main/java/io/breakwater/dialect");
    private static final Pattern CLASS = Pattern.compile("(\\w+) implements Dialect\\b");
    private static final Dialects DIALECTS = Assembly.dialects(new BodyGate(JsonLimits.DEFAULT));

    @Test
    void the_router_speaks_every_dialect_that_there_is() throws IOException {
        assertThat(DIALECTS.inOrder()).extracting(DialectsTest::name).containsExactlyInAnyOrderElementsOf(written());
    }

    /// The names of the classes that are dialects, by their sources.
    private static List<String> written() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(DialectsTest::read)
                    .flatMap(source -> CLASS.matcher(source).results())
                    .map(found -> found.group(1))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/healthz, OpenAi",
        "/api/hello, OpenAi",
        "/v1/chat/completions, OpenAi",
        "/v1/completions, OpenAi",
        "/v1/embeddings, OpenAi",
        "/openai/deployments/gpt/chat/completions, OpenAi",
        "/v1/models, OpenAi",
        "/v1/models/claude, OpenAi",
        "/v1/usage, OpenAi",
        "/v1/nowhere, OpenAi",
        "/, OpenAi",
        "/v1/responses, Responses",
        "/v1/responses/resp_1, Responses",
        "/v1/responses/resp_1/cancel, Responses",
        "/v1/responses/compact, OpenAi",
        "/v1/plan, Responses",
        "/v1/messages, Anthropic",
        "/v1/messages/count_tokens, Anthropic",
        "/v1/messages/batches, Anthropic",
        "/model/claude/converse, Bedrock",
        "/model/claude/invoke-with-response-stream, Bedrock",
        "/model/claude/count-tokens, Bedrock",
        "/inference-profiles, Bedrock",
        "/inference-profiles/us.claude, Bedrock",
        "/guardrail/abc/version/1/apply, Bedrock"
    })
    void each_path_is_answered_in_the_dialect_of_its_clients(String path, String dialect) {
        assertThat(spoken(path, Map.of())).isEqualTo(dialect + "Dialect");
    }

    @Test
    void a_dry_run_that_names_anthropics_version_is_in_its_dialect_and_nothing_else_is() {
        Map<String, String> version = Map.of("anthropic-version", "2023-06-01");

        assertThat(spoken("/v1/plan", version)).isEqualTo("AnthropicDialect");
        assertThat(spoken("/v1/chat/completions", version)).isEqualTo("OpenAiDialect");
        assertThat(spoken("/model/claude/invoke", version)).isEqualTo("BedrockDialect");
    }

    @Test
    void a_list_without_the_dialect_of_some_clients_is_refused() {
        for (String missing : List.of("AnthropicDialect", "BedrockDialect", "OpenAiDialect")) {
            List<Dialect> others = DIALECTS.inOrder().stream()
                    .filter(dialect -> !name(dialect).equals(missing))
                    .toList();

            assertThatThrownBy(() -> new Dialects(others))
                    .as(missing)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("no dialect for [");
        }
    }

    private static String spoken(String path, Map<String, String> headers) {
        return name(DIALECTS.of(new ApiRequest("POST", path, headers, new byte[0])));
    }

    private static String name(Dialect dialect) {
        return dialect.getClass().getSimpleName();
    }
}
