package io.breakwater.simulated.bedrock;

import static io.breakwater.simulated.bedrock.Fixture.ACCOUNT_A;
import static io.breakwater.simulated.bedrock.Fixture.APPLICATION;
import static io.breakwater.simulated.bedrock.Fixture.NOVA;
import static io.breakwater.simulated.bedrock.Fixture.SONNET;
import static io.breakwater.simulated.bedrock.Fixture.SONNET_MODEL;
import static io.breakwater.simulated.bedrock.Fixture.asking;
import static io.breakwater.simulated.bedrock.Fixture.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.simulated.bedrock.quota.Usage;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointBlock;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointType;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

class BufferedCallsTest {

    private static final String CLAUDE_BODY = "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":100,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13};

    private final Fixture fixture = Fixture.started();
    private final BedrockRuntimeClient client = fixture.client();

    @AfterEach
    void stop() {
        client.close();
        fixture.close();
    }

    @Test
    void converse_names_the_model_restates_the_prompt_and_counts_tokens() {
        ConverseResponse answer = client.converse(asking("What is a breakwater?"));

        assertThat(textOf(answer)).isEqualTo(SONNET_MODEL + " heard: \"What is a breakwater?\".");
        assertThat(answer.stopReason()).isEqualTo(StopReason.END_TURN);
        assertThat(answer.usage().inputTokens()).isEqualTo(6);
        assertThat(answer.usage().outputTokens())
                .isEqualTo(Math.ceilDiv(textOf(answer).length(), 4));
        assertThat(answer.responseMetadata().requestId()).isNotBlank();
    }

    @Test
    void a_tokens_phrase_yields_exactly_this_many_and_max_tokens_cuts_them() {
        ConverseResponse full = client.converse(asking("[[tokens:200]]"));
        ConverseResponse cut = client.converse(asking("[[tokens:501]]"));

        assertThat(full.usage().outputTokens()).isEqualTo(200);
        assertThat(full.stopReason()).isEqualTo(StopReason.END_TURN);
        assertThat(cut.usage().outputTokens()).isEqualTo(500);
        assertThat(cut.stopReason()).isEqualTo(StopReason.MAX_TOKENS);
    }

    @Test
    void a_stop_phrase_sets_the_stop_reason() {
        assertThat(client.converse(asking("[[stop:guardrail_intervened]] hello"))
                        .stopReason())
                .isEqualTo(StopReason.GUARDRAIL_INTERVENED);
    }

    @Test
    void a_stop_sequence_ends_the_answer_before_it() {
        ConverseResponse answer = client.converse(asking("one two three").toBuilder()
                .inferenceConfig(config -> config.stopSequences("two"))
                .build());

        assertThat(textOf(answer)).endsWith("\"one ");
        assertThat(answer.stopReason()).isEqualTo(StopReason.STOP_SEQUENCE);
    }

    @Test
    void a_tool_phrase_calls_the_tool_with_its_json() {
        Tool tool = Tool.builder()
                .toolSpec(spec -> spec.name("weather")
                        .inputSchema(schema -> schema.json(Document.mapBuilder()
                                .putString("type", "object")
                                .build())))
                .build();
        ConverseResponse answer = client.converse(asking("[[tool:weather {\"cities\":[[\"Oslo\"]]}]]").toBuilder()
                .toolConfig(config -> config.tools(tool))
                .build());
        ToolUseBlock use = answer.output().message().content().getFirst().toolUse();

        assertThat(answer.stopReason()).isEqualTo(StopReason.TOOL_USE);
        assertThat(use.name()).isEqualTo("weather");
        assertThat(use.input()
                        .asMap()
                        .get("cities")
                        .asList()
                        .getFirst()
                        .asList()
                        .getFirst()
                        .asString())
                .isEqualTo("Oslo");
    }

    @Test
    void claude_is_invoked_with_its_messages_body() {
        InvokeModelResponse answer =
                client.invokeModel(request -> request.modelId(SONNET).body(SdkBytes.fromUtf8String(CLAUDE_BODY)));

        assertThat(answer.body().asUtf8String())
                .contains("\"type\":\"message\"", "heard: \\\"hello\\\".", "\"stop_reason\":\"end_turn\"");
        assertThat(answer.sdkHttpResponse().firstMatchingHeader("X-Amzn-Bedrock-Input-Token-Count"))
                .contains("2");
    }

    @Test
    void the_request_metadata_of_an_invocation_comes_in_a_header() {
        client.invokeModel(request -> request.modelId(SONNET)
                .body(SdkBytes.fromUtf8String(CLAUDE_BODY))
                .overrideConfiguration(
                        config -> config.putHeader("X-Amzn-Bedrock-Request-Metadata", "{\"tenant\":\"search\"}")));

        assertThat(fixture.simulation.invocations().getFirst().requestMetadata())
                .containsEntry("tenant", "search");
    }

    @Test
    void nova_is_invoked_with_messages_and_inference_config() {
        String body = "{\"schemaVersion\":\"messages-v1\",\"inferenceConfig\":{\"maxTokens\":99,\"topK\":3},"
                + "\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hello\"}]}]}";

        InvokeModelResponse answer =
                client.invokeModel(request -> request.modelId(NOVA).body(SdkBytes.fromUtf8String(body)));

        assertThat(answer.body().asUtf8String())
                .contains("heard: \\\"hello\\\".", "\"stopReason\":\"end_turn\"", "\"inputTokens\":2")
                .doesNotContain("metrics");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"prompt":"hello"}                                                                        | extraneous key [prompt]
            {"messages":[{"role":"user","content":[{"text":"a"}]}],"inferenceConfig":{"max_tokens":9}} | extraneous key [max_tokens]
            {"messages":[{"role":"user","content":[{"text":"a"}]}],"schemaVersion":"messages-v2"}      | schemaVersion""")
    void what_novas_schema_does_not_have_is_refused(String body, String named) {
        assertThatThrownBy(() ->
                        client.invokeModel(request -> request.modelId(NOVA).body(SdkBytes.fromUtf8String(body))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Malformed input request")
                .hasMessageContaining(named);
    }

    @Test
    void count_tokens_counts_both_inputs_and_takes_no_quota() {
        int converse = client.countTokens(request -> request.modelId(SONNET_MODEL)
                        .input(input -> input.converse(body -> body.messages(Fixture.user("12345678")))))
                .inputTokens();
        int invoke = client.countTokens(request -> request.modelId(SONNET_MODEL)
                        .input(input -> input.invokeModel(body -> body.body(SdkBytes.fromUtf8String(CLAUDE_BODY)))))
                .inputTokens();

        assertThat(converse).isEqualTo(2);
        assertThat(invoke).isEqualTo(2);
        assertThat(fixture.simulation.invocations()).hasSize(2).allSatisfy(counted -> {
            assertThat(counted.operation()).isEqualTo("CountTokens");
            assertThat(counted.usage()).as("what a quota would count").isEqualTo(new Usage(0, 0, 0, 0));
            assertThat(counted.target().inferenceRegion()).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SONNET,
                APPLICATION,
                "arn:aws:bedrock:us-east-1:111111111111:inference-profile/us.anthropic.claude-sonnet-4-6"
            })
    void a_profile_is_called_by_its_id_its_arn_or_an_application_profile(String modelId) {
        client.converse(asking(modelId, "hello"));

        LoggedInvocation call = fixture.simulation.invocations().getFirst();
        assertThat(call.profile()).isEqualTo(SONNET);
        assertThat(call.target().calledAs()).isEqualTo(modelId);
        assertThat(call.inferenceRegion()).isIn("us-east-1", "us-east-2", "us-west-2");
    }

    @Test
    void identifiers_that_lead_nowhere_are_refused_as_bedrock_does() {
        assertThatThrownBy(() -> client.converse(asking("apac.anthropic.claude-sonnet-4-6", "hi")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("The provided model identifier is invalid.");
        assertThatThrownBy(() -> client.converse(asking(SONNET_MODEL, "hi")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("on-demand throughput isn’t supported");
        assertThatThrownBy(() -> client.converse(asking(APPLICATION.replace("abc", "xyz"), "hi")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.converse(asking(APPLICATION.replace("111111111111", "222222222222"), "hi")))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void a_profile_is_not_offered_in_every_source_region() {
        try (BedrockRuntimeClient paris = fixture.client(ACCOUNT_A, Region.EU_WEST_3)) {
            assertThatThrownBy(() -> paris.converse(asking("hi")))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("The provided model identifier is invalid.");
        }
    }

    @Test
    void ten_calls_are_spread_evenly_over_the_profiles_regions_and_the_same_for_the_same_seed() {
        try (Fixture again = Fixture.started();
                BedrockRuntimeClient other = again.client()) {
            IntStream.range(0, 10).forEach(_ -> client.converse(asking("hi")));
            IntStream.range(0, 10).forEach(_ -> other.converse(asking("hi")));

            var regions = fixture.simulation.invocations().stream()
                    .map(LoggedInvocation::inferenceRegion)
                    .toList();
            assertThat(regions).contains("us-east-1", "us-east-2", "us-west-2");
            assertThat(again.simulation.invocations().stream().map(LoggedInvocation::inferenceRegion))
                    .containsExactlyElementsOf(regions);
        }
    }

    @Test
    void a_cached_prefix_is_written_once_read_within_five_minutes_and_then_written_again() {
        ConverseRequest request = asking("hello").toBuilder()
                .system(
                        SystemContentBlock.fromText("x".repeat(400)),
                        SystemContentBlock.fromCachePoint(CachePointBlock.builder()
                                .type(CachePointType.DEFAULT)
                                .build()))
                .build();
        TokenUsage first = client.converse(request).usage();
        fixture.now.updateAndGet(now -> now.plusSeconds(299));
        TokenUsage second = client.converse(request).usage();
        fixture.now.updateAndGet(now -> now.plusSeconds(300));
        TokenUsage third = client.converse(request).usage();

        assertThat(first.cacheWriteInputTokens()).isEqualTo(100);
        assertThat(second.cacheReadInputTokens()).isEqualTo(100);
        assertThat(second.cacheWriteInputTokens()).isZero();
        assertThat(second.inputTokens()).isEqualTo(2);
        assertThat(third.cacheWriteInputTokens()).isEqualTo(100);
    }

    @Test
    void an_image_counts_1500_tokens() {
        ContentBlock image = ContentBlock.fromImage(
                block -> block.format("png").source(source -> source.bytes(SdkBytes.fromByteArray(PNG))));
        Message message = Fixture.user("look").copy(builder -> builder.content(ContentBlock.fromText("look"), image));
        ConverseRequest request = asking("look").toBuilder().messages(message).build();

        assertThat(client.converse(request).usage().inputTokens()).isEqualTo(1_501);
    }

    @Test
    void an_unsigned_call_and_an_unknown_key_are_forbidden() {
        HttpRequest unsigned = HttpRequest.newBuilder(
                        fixture.simulation.endpoint().resolve("/model/" + SONNET + "/converse"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        HttpResponse<String> answer = Fixture.send(unsigned);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("MissingAuthenticationTokenException");
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
        try (BedrockRuntimeClient stranger = fixture.client("333333333333", Region.US_EAST_1)) {
            assertThatThrownBy(() -> stranger.converse(asking("hi")))
                    .hasMessageContaining("The security token included in the request is invalid.");
        }
    }

    @Test
    void latency_is_the_first_token_and_then_the_cadence() {
        Latency latency = new Latency(Duration.ofMillis(300), 100, 0);
        try (Fixture slow = Fixture.changed(settings -> settings.withLatency(latency));
                BedrockRuntimeClient slowClient = slow.client()) {
            ConverseResponse answer = slowClient.converse(asking("[[tokens:50]]"));

            assertThat(slow.pauses).containsExactly(Duration.ofMillis(300), Duration.ofMillis(500));
            assertThat(answer.metrics().latencyMs()).isEqualTo(800);
        }
    }

    @Test
    void a_port_in_use_is_named() {
        assertThatThrownBy(() -> SimulatedBedrock.start(
                        Fixture.settings(),
                        Fixture.loopback(fixture.simulation.port()),
                        () -> Fixture.START,
                        Thread::sleep))
                .hasMessageContaining("The simulated Bedrock's port " + fixture.simulation.port() + " is in use")
                .hasMessageContaining("choose another port");
    }
}
