package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.core.ObjectMappers;
import com.openai.errors.SseException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionChunk.Choice.Delta;
import com.openai.models.chat.completions.ChatCompletionMessage;
import io.breakwater.Depth;
import io.breakwater.SplitBytes;
import io.breakwater.dialect.body.GeneratedAnswer;
import io.breakwater.dialect.body.ModelEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every answer can be read by OpenAI's own Java types, strictly, wherever the network splits it.
class OpenAiDecodingTest {
    private static final int ANSWERS = 600;
    private static final int SPLIT_ANSWERS = 5;

    private static WrittenAnswers written;

    private final OpenAiOnBytes client = new OpenAiOnBytes();

    @BeforeAll
    static void start() throws IOException {
        written = new WrittenAnswers();
    }

    static LongStream splitSeeds() {
        return Depth.seeds(SPLIT_ANSWERS);
    }

    /// A member of all deltas, joined; OpenAI's types may not know it.
    private static String said(List<ChatCompletionChunk> chunks, String member) {
        return deltas(chunks).stream()
                .map(delta -> ObjectMappers.jsonMapper()
                        .valueToTree(delta)
                        .path(member)
                        .asText(""))
                .collect(Collectors.joining());
    }

    private static List<Delta> deltas(List<ChatCompletionChunk> chunks) {
        return chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .map(ChatCompletionChunk.Choice::delta)
                .toList();
    }

    /// The arguments without the empty object that stands for no arguments, since the model's answer
    /// does not contain it.
    private static String arguments(List<ChatCompletionChunk> chunks) {
        return deltas(chunks).stream()
                .flatMap(delta -> delta.toolCalls().stream().flatMap(List::stream))
                .flatMap(call -> call.function().stream())
                .flatMap(function -> function.arguments().stream())
                .filter(piece -> !piece.equals("{}"))
                .collect(Collectors.joining());
    }

    @Test
    void every_stream_brings_what_the_model_said() throws Exception {
        for (long seed : Depth.seeds(ANSWERS).toArray()) {
            List<ModelEvent> events = GeneratedAnswer.events(seed);
            List<ChatCompletionChunk> chunks = client.chunks(written.chatStream(events), 0);

            assertThat(chunks).as("seed %d", seed).allSatisfy(ChatCompletionChunk::validate);
            assertThat(said(chunks, "content")).as("seed %d", seed).isEqualTo(GeneratedAnswer.said(events, "/text"));
            assertThat(said(chunks, "reasoning_content"))
                    .as("seed %d", seed)
                    .isEqualTo(GeneratedAnswer.said(events, "/reasoningContent/text"));
            assertThat(arguments(chunks)).as("seed %d", seed).isEqualTo(GeneratedAnswer.said(events, "/toolUse/input"));
            assertThat(chunks.getLast().usage().orElseThrow().completionTokens())
                    .isEqualTo(9);
            assertThat(chunks.get(chunks.size() - 2).choices().getFirst().finishReason())
                    .as("seed %d", seed)
                    .isPresent();
        }
    }

    @Test
    void every_whole_answer_brings_what_the_model_said() throws Exception {
        for (long seed : Depth.seeds(ANSWERS).toArray()) {
            List<ModelEvent> events = GeneratedAnswer.events(seed);
            ChatCompletion answer = client.whole(written.chat(events));

            answer.validate();
            ChatCompletionMessage message = answer.choices().getFirst().message();
            assertThat(message.content().orElse(""))
                    .as("seed %d", seed)
                    .isEqualTo(GeneratedAnswer.said(events, "/text"));
            assertThat(message.toolCalls().map(List::size).orElse(0))
                    .as("seed %d", seed)
                    .isEqualTo((int) events.stream()
                            .filter(event -> event.payload().has("start"))
                            .count());
        }
    }

    @ParameterizedTest
    @MethodSource("splitSeeds")
    void a_stream_is_the_same_wherever_it_is_split(long seed) throws Exception {
        byte[] bytes = written.chatStream(GeneratedAnswer.events(seed));
        List<ChatCompletionChunk> expected = client.chunks(bytes, 0);

        for (int place : SplitBytes.places(bytes).toArray()) {
            assertThat(client.chunks(bytes, place)).as("split at %d", place).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("splitSeeds")
    void an_error_in_the_middle_is_thrown_behind_what_came_wherever_it_is_split(long seed) throws Exception {
        List<ModelEvent> all = GeneratedAnswer.events(seed);
        byte[] bytes = written.brokenChatStream(all.subList(0, all.size() / 2));
        List<ChatCompletionChunk> before = new ArrayList<>();
        SseException expected =
                catchThrowableOfType(SseException.class, () -> client.read(bytes, bytes.length, before));

        assertThat(expected).hasMessageContaining("broke off");
        assertThat(before).isNotEmpty();
        for (int place : SplitBytes.places(bytes).toArray()) {
            List<ChatCompletionChunk> chunks = new ArrayList<>();
            SseException error = catchThrowableOfType(SseException.class, () -> client.read(bytes, place, chunks));
            assertThat(error).as("split at %d", place).hasMessage(expected.getMessage());
            assertThat(chunks).as("split at %d", place).isEqualTo(before);
        }
    }
}
