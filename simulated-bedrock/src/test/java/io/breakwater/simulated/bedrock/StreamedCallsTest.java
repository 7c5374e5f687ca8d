package io.breakwater.simulated.bedrock;

import static io.breakwater.simulated.bedrock.Fixture.SONNET;
import static io.breakwater.simulated.bedrock.Fixture.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;

class StreamedCallsTest {

    private final Fixture fixture = Fixture.started();
    private final BedrockRuntimeAsyncClient client = fixture.asyncClient();

    @AfterEach
    void stop() {
        client.close();
        fixture.close();
    }

    private static ConverseStreamRequest asking(String text) {
        return ConverseStreamRequest.builder()
                .modelId(SONNET)
                .messages(user(text))
                .inferenceConfig(config -> config.maxTokens(500))
                .build();
    }

    /// What a stream delivered, in order.
    private static final class Recorded {
        final List<String> events = Collections.synchronizedList(new ArrayList<>());
        final StringBuilder text = new StringBuilder();
        final StringBuilder toolInput = new StringBuilder();

        ConverseStreamResponseHandler handler() {
            return ConverseStreamResponseHandler.builder()
                    .subscriber(ConverseStreamResponseHandler.Visitor.builder()
                            .onMessageStart(event -> events.add("start:" + event.roleAsString()))
                            .onContentBlockStart(event -> events.add(
                                    "block:" + event.start().toolUse().name()))
                            .onContentBlockDelta(event -> {
                                if (event.delta().toolUse() == null) {
                                    text.append(event.delta().text());
                                } else {
                                    toolInput.append(event.delta().toolUse().input());
                                }
                            })
                            .onContentBlockStop(_ -> events.add("blockStop"))
                            .onMessageStop(event -> events.add("stop:" + event.stopReasonAsString()))
                            .onMetadata(event ->
                                    events.add("output:" + event.usage().outputTokens()))
                            .build())
                    .build();
        }
    }

    private Recorded streamed(ConverseStreamRequest request) throws Exception {
        Recorded recorded = new Recorded();
        client.converseStream(request, recorded.handler()).get(20, TimeUnit.SECONDS);
        return recorded;
    }

    @Test
    void converse_stream_brings_every_event_in_order() throws Exception {
        Recorded recorded = streamed(asking("hello"));

        assertThat(recorded.text.toString()).isEqualTo("anthropic.claude-sonnet-4-6 heard: \"hello\".");
        assertThat(recorded.events).containsExactly("start:assistant", "blockStop", "stop:end_turn", "output:11");
    }

    @Test
    void a_tool_use_is_streamed_as_deltas_of_its_input() throws Exception {
        Tool tool = Tool.builder()
                .toolSpec(spec -> spec.name("weather")
                        .inputSchema(schema -> schema.json(Document.mapBuilder()
                                .putString("type", "object")
                                .build())))
                .build();
        Recorded recorded = streamed(asking("[[tool:weather {\"city\":\"Oslo\",\"days\":[1,2,3]}]]").toBuilder()
                .toolConfig(config -> config.tools(tool))
                .build());

        assertThat(recorded.toolInput.toString()).isEqualTo("{\"city\":\"Oslo\",\"days\":[1,2,3]}");
        assertThat(recorded.events)
                .startsWith("start:assistant", "block:weather")
                .contains("stop:tool_use");
    }

    @Test
    void invoke_stream_brings_the_models_own_events_as_chunks() throws Exception {
        List<String> chunks = Collections.synchronizedList(new ArrayList<>());
        String body = "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":100,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
        client.invokeModelWithResponseStream(
                        request -> request.modelId(SONNET).body(SdkBytes.fromUtf8String(body)),
                        InvokeModelWithResponseStreamResponseHandler.builder()
                                .subscriber(InvokeModelWithResponseStreamResponseHandler.Visitor.builder()
                                        .onChunk(chunk ->
                                                chunks.add(chunk.bytes().asUtf8String()))
                                        .build())
                                .build())
                .get(20, TimeUnit.SECONDS);

        assertThat(chunks.getFirst()).contains("\"message_start\"");
        assertThat(chunks.get(1)).contains("\"content_block_start\"");
        assertThat(chunks.get(2)).contains("\"text_delta\"");
        assertThat(chunks.getLast()).contains("\"message_stop\"", "amazon-bedrock-invocationMetrics");
    }

    @Test
    void pieces_of_four_tokens_come_at_the_cadence() throws Exception {
        Latency latency = new Latency(Duration.ofMillis(300), 100, 0);
        try (Fixture slow = Fixture.changed(settings -> settings.withLatency(latency));
                BedrockRuntimeAsyncClient slowClient = slow.asyncClient()) {
            slowClient
                    .converseStream(asking("[[tokens:10]]"), new Recorded().handler())
                    .get(20, TimeUnit.SECONDS);

            assertThat(slow.pauses)
                    .containsExactly(
                            Duration.ofMillis(300),
                            Duration.ofMillis(40),
                            Duration.ofMillis(40),
                            Duration.ofMillis(20));
        }
    }

    @Test
    void three_hundred_streams_at_once_all_finish() throws Exception {
        List<Recorded> all =
                IntStream.range(0, 300).mapToObj(_ -> new Recorded()).toList();
        CompletableFuture<?>[] running = all.stream()
                .map(recorded -> client.converseStream(asking("[[tokens:100]]"), recorded.handler()))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(running).get(60, TimeUnit.SECONDS);

        assertThat(all).allSatisfy(recorded -> assertThat(recorded.events).endsWith("output:100"));
        assertThat(fixture.simulation.invocations()).hasSize(300);
        assertThat(fixture.problems).isEmpty();
    }
}
