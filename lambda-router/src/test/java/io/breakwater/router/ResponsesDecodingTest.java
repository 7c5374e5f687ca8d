package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.errors.SseException;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseReasoningItem;
import com.openai.models.responses.ResponseStreamEvent;
import io.breakwater.Depth;
import io.breakwater.dialect.body.GeneratedAnswer;
import io.breakwater.dialect.body.ModelEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every response can be read by OpenAI's own Java types, strictly, whole and event by event.
class ResponsesDecodingTest {
    private static final int ANSWERS = 600;

    private static WrittenAnswers written;

    private final OpenAiOnBytes client = new OpenAiOnBytes();

    @BeforeAll
    static void start() throws IOException {
        written = new WrittenAnswers();
    }

    @Test
    void every_whole_answer_brings_what_the_model_said() throws Exception {
        for (long seed : Depth.seeds(ANSWERS).toArray()) {
            List<ModelEvent> events = GeneratedAnswer.events(seed);
            Response response = client.response(written.response(events));

            response.validate();
            assertThat(said(response)).as("seed %d", seed).isEqualTo(GeneratedAnswer.said(events, "/text"));
            assertThat(thought(response))
                    .as("seed %d", seed)
                    .isEqualTo(GeneratedAnswer.said(events, "/reasoningContent/text"));
            assertThat(calls(response)).as("seed %d", seed).hasSize((int) events.stream()
                    .filter(event -> event.payload().has("start"))
                    .count());
            assertThat(response.usage().orElseThrow().outputTokens()).isEqualTo(9);
            assertThat(response.model().asString()).contains("claude");
        }
    }

    @Test
    void every_stream_brings_what_the_model_said() throws Exception {
        for (long seed : Depth.seeds(ANSWERS).toArray()) {
            List<ModelEvent> events = GeneratedAnswer.events(seed);
            List<ResponseStreamEvent> told = new ArrayList<>();
            client.read(written.responseStream(events), told);

            assertThat(told).as("seed %d", seed).allSatisfy(ResponseStreamEvent::validate);
            assertThat(deltas(told)).as("seed %d", seed).isEqualTo(GeneratedAnswer.said(events, "/text"));
            Response response = ended(told.getLast());
            assertThat(said(response)).as("seed %d", seed).isEqualTo(GeneratedAnswer.said(events, "/text"));
            assertThat(arguments(response))
                    .as("seed %d", seed)
                    .isEqualTo(GeneratedAnswer.said(events, "/toolUse/input"));
        }
    }

    @Test
    void a_stream_that_breaks_is_thrown_behind_what_came() throws Exception {
        for (long seed : Depth.seeds(50).toArray()) {
            List<ModelEvent> all = GeneratedAnswer.events(seed);
            byte[] bytes = written.brokenResponseStream(all.subList(0, all.size() / 2));
            List<ResponseStreamEvent> told = new ArrayList<>();
            SseException error = catchThrowableOfType(SseException.class, () -> client.read(bytes, told));

            assertThat(error).as("seed %d", seed).hasMessageContaining("broke off");
            assertThat(told.getLast().isFailed()).as("seed %d", seed).isTrue();
        }
    }

    private static Response ended(ResponseStreamEvent last) {
        return last.completed()
                .map(event -> event.response())
                .orElseGet(() -> last.asIncomplete().response());
    }

    private static String deltas(List<ResponseStreamEvent> told) {
        return told.stream()
                .flatMap(event -> event.outputTextDelta().stream())
                .map(event -> event.delta())
                .collect(Collectors.joining());
    }

    private static String said(Response response) {
        return response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .map(part -> part.asOutputText().text())
                .collect(Collectors.joining());
    }

    private static String thought(Response response) {
        return response.output().stream()
                .flatMap(item -> item.reasoning().stream())
                .flatMap((ResponseReasoningItem item) -> item.summary().stream())
                .map(ResponseReasoningItem.Summary::text)
                .collect(Collectors.joining());
    }

    private static List<ResponseFunctionToolCall> calls(Response response) {
        return response.output().stream()
                .flatMap((ResponseOutputItem item) -> item.functionCall().stream())
                .toList();
    }

    /// The arguments without the empty object that stands for no arguments, since the model's answer
    /// does not contain it.
    private static String arguments(Response response) {
        return calls(response).stream()
                .map(ResponseFunctionToolCall::arguments)
                .filter(written -> !written.equals("{}"))
                .collect(Collectors.joining());
    }
}
