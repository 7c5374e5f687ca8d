package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.Depth;
import io.breakwater.SplitBytes;
import io.breakwater.dialect.body.GeneratedAnswer;
import io.breakwater.dialect.body.ModelEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ModelStreamErrorException;

/// Every answer can be read by the AWS SDK's own types, wherever the network splits it.
class AwsSdkDecodingTest {
    private static final int ANSWERS = 600;
    private static final int SPLIT_ANSWERS = 5;

    private static WrittenAnswers written;

    private final AwsSdkOnBytes client = new AwsSdkOnBytes();

    @BeforeAll
    static void start() throws IOException {
        written = new WrittenAnswers();
    }

    static LongStream splitSeeds() {
        return Depth.seeds(SPLIT_ANSWERS);
    }

    private static <T> String joined(List<T> parts, Function<T, String> text) {
        return parts.stream().map(text).filter(Objects::nonNull).collect(Collectors.joining());
    }

    private static List<ContentBlockDelta> deltas(List<ConverseStreamOutput> events) {
        return events.stream()
                .filter(ContentBlockDeltaEvent.class::isInstance)
                .map(event -> ((ContentBlockDeltaEvent) event).delta())
                .toList();
    }

    @Test
    void every_stream_brings_what_the_model_said() throws Exception {
        for (long seed : Depth.seeds(ANSWERS).toArray()) {
            List<ModelEvent> said = GeneratedAnswer.events(seed);
            List<ConverseStreamOutput> events = client.events(written.converseStream(said), 0);

            List<ContentBlockDelta> deltas = deltas(events);
            assertThat(joined(deltas, ContentBlockDelta::text))
                    .as("seed %d", seed)
                    .isEqualTo(GeneratedAnswer.said(said, "/text"));
            assertThat(joined(
                            deltas,
                            delta -> delta.reasoningContent() == null
                                    ? null
                                    : delta.reasoningContent().text()))
                    .as("seed %d", seed)
                    .isEqualTo(GeneratedAnswer.said(said, "/reasoningContent/text"));
            assertThat(joined(
                            deltas,
                            delta -> delta.toolUse() == null
                                    ? null
                                    : delta.toolUse().input()))
                    .as("seed %d", seed)
                    .isEqualTo(GeneratedAnswer.said(said, "/toolUse/input"));
            assertThat(events).hasSameSizeAs(said);
            assertThat(events.getLast())
                    .isInstanceOfSatisfying(
                            ConverseStreamMetadataEvent.class,
                            end -> assertThat(end.usage().outputTokens()).isEqualTo(9));
        }
    }

    @Test
    void every_whole_answer_brings_what_the_model_said() throws Exception {
        for (long seed : Depth.seeds(ANSWERS).toArray()) {
            List<ModelEvent> said = GeneratedAnswer.events(seed);
            ConverseResponse answer = client.whole(written.converse(said));

            assertThat(joined(answer.output().message().content(), ContentBlock::text))
                    .as("seed %d", seed)
                    .isEqualTo(GeneratedAnswer.said(said, "/text"));
            assertThat(answer.usage().outputTokens()).isEqualTo(9);
        }
    }

    @ParameterizedTest
    @MethodSource("splitSeeds")
    void a_stream_is_the_same_wherever_it_is_split(long seed) throws Exception {
        byte[] bytes = written.converseStream(GeneratedAnswer.events(seed));
        List<ConverseStreamOutput> expected = client.events(bytes, 0);

        for (int place : SplitBytes.places(bytes).toArray()) {
            assertThat(client.events(bytes, place)).as("split at %d", place).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("splitSeeds")
    void an_error_in_the_middle_is_thrown_behind_what_came_wherever_it_is_split(long seed) throws Exception {
        List<ModelEvent> all = GeneratedAnswer.events(seed);
        byte[] bytes = written.brokenConverseStream(all.subList(0, all.size() / 2));
        List<ConverseStreamOutput> before = new ArrayList<>();
        CompletionException expected =
                catchThrowableOfType(CompletionException.class, () -> client.read(bytes, bytes.length, before));

        assertThat(expected).hasCauseInstanceOf(ModelStreamErrorException.class);
        assertThat(before).hasSize(all.size() / 2);
        for (int place : SplitBytes.places(bytes).toArray()) {
            List<ConverseStreamOutput> events = new ArrayList<>();
            CompletionException error =
                    catchThrowableOfType(CompletionException.class, () -> client.read(bytes, place, events));
            assertThat(error).as("split at %d", place).hasCauseInstanceOf(ModelStreamErrorException.class);
            assertThat(error.getCause()).hasMessage(expected.getCause().getMessage());
            assertThat(events).as("split at %d", place).isEqualTo(before);
        }
    }
}
