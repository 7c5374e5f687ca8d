package io.breakwater.simulated.bedrock;

import static io.breakwater.simulated.bedrock.Fixture.SONNET;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Answers that break at a given rate, that do not end, or that are right but slow.
@Timeout(60)
class StreamFaultsTest {

    private static final String CONVERSE = "/model/" + SONNET + "/converse";
    private static final String STREAM = "/model/" + SONNET + "/converse-stream";

    private final Fixture fixture = Fixture.started();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static String asking(String text) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"" + text + "\"}]}]}";
    }

    private StreamReading streamed(String text) {
        try {
            return StreamReading.of(fixture.signed(STREAM, asking(text)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Duration waited() {
        return fixture.pauses.stream().reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void nine_of_ten_streams_break_after_content_and_whole_answers_do_not() {
        fixture.fault("[{\"fault\":\"cut-stream\",\"rate\":0.9,\"match\":{\"stream\":true}}]");
        List<StreamReading> cut = IntStream.range(0, 100)
                .mapToObj(_ -> streamed("[[tokens:40]]"))
                .filter(stream -> !stream.proper())
                .toList();

        assertThat(cut).hasSizeBetween(82, 97);
        assertThat(cut)
                .allSatisfy(stream -> assertThat(stream.events())
                        .contains("contentBlockDelta")
                        .doesNotContain("messageStop"));
        assertThat(Stream.generate(() -> fixture.raw(CONVERSE, asking("hello")).statusCode())
                        .limit(20))
                .containsOnly(200);
    }

    @Test
    void a_stream_of_one_piece_also_breaks_after_content() {
        fixture.fault("[{\"fault\":\"cut-stream\"}]");

        assertThat(streamed("[[tokens:1]]").events()).containsExactly("messageStart", "contentBlockDelta");
    }

    @Test
    void a_stream_breaks_after_as_many_pieces_as_the_fault_says() {
        fixture.fault("[{\"fault\":\"cut-stream\",\"afterPieces\":0,\"times\":1}]");
        assertThat(streamed("[[tokens:40]]").events()).containsExactly("messageStart");

        fixture.fault("[{\"fault\":\"cut-stream\",\"afterPieces\":3}]");
        assertThat(streamed("[[tokens:40]]").events()).hasSize(4);
    }

    @Test
    void a_stream_ends_properly_but_without_a_stop_and_whole_answers_are_not_counted() {
        fixture.fault("[{\"fault\":\"end-without-stop\",\"times\":1}]");
        assertThat(fixture.raw(CONVERSE, asking("hello")).statusCode()).isEqualTo(200);
        StreamReading ended = streamed("[[tokens:40]]");

        assertThat(ended.proper()).isTrue();
        assertThat(ended.events()).endsWith("contentBlockDelta").hasSize(11).doesNotContain("messageStop", "metadata");
        assertThat(fixture.simulation.invocations().getLast().errorCode()).isEqualTo("EndedWithoutStop");
        assertThat(fixture.simulation.invocations().getLast().usage().outputTokens())
                .isEqualTo(40);
    }

    @Test
    void a_whole_answer_can_take_forty_seconds_and_is_right() {
        fixture.fault("[{\"fault\":\"slow-answer\",\"took\":\"40s\"}]");

        assertThat(fixture.raw(CONVERSE, asking("hello")).body()).contains("heard");
        assertThat(waited()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void a_stream_can_begin_late_and_flow_for_seventy_seconds() {
        fixture.fault("[{\"fault\":\"slow-answer\",\"delay\":\"5s\",\"took\":\"70s\"}]");
        StreamReading slow = streamed("[[tokens:100]]");

        assertThat(slow.events()).endsWith("messageStop", "metadata");
        assertThat(fixture.pauses.peek()).isEqualTo(Duration.ofSeconds(5));
        assertThat(fixture.pauses.stream().skip(1)).hasSize(25).containsOnly(Duration.ofMillis(2_600));
        assertThat(waited()).isEqualTo(Duration.ofSeconds(70));
    }

    @Test
    void a_stream_without_a_tool_call_has_no_silent_arguments() {
        fixture.fault("[{\"fault\":\"silent-tool-arguments\",\"delay\":\"3m\"}]");

        assertThat(streamed("[[tokens:40]]").events()).endsWith("messageStop", "metadata");
        assertThat(fixture.pauses).isEmpty();
    }
}
