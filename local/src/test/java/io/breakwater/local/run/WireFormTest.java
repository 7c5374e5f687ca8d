package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/// What goes over the wire in every dialect, by every API of Bedrock to which it leads: the request as
/// the client sends it and as Bedrock gets it, and the answer and the errors as the client gets them.
/// There is a file in `wire/` for each, without times, ids and latencies; `-Dbreakwater.rewrite=true`
/// rewrites it.
@Timeout(60)
@ParameterizedClass
@EnumSource
class WireFormTest {
    private static final Path FILES =
            Path.of(System.getProperty("breakwater.root", ".."), "local/src/test/resources/wire");
    private static final List<String> SHOWN = List.of(
            "content-type",
            "x-amzn-errortype",
            "x-breakwater-adapted",
            "x-breakwater-limit",
            "x-breakwater-max-tokens",
            "x-breakwater-model",
            "x-should-retry");
    private static final String PROMPT =
            "[[reasoning:hm]] [[text:Hi there]] [[tool:weather {\\\"city\\\":\\\"Oslo\\\"}]]";
    private static LiveRun run;

    @Parameter
    private AskedApi api;

    private final StringBuilder written = new StringBuilder();

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        run = AskedApi.started(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
    }

    @AfterEach
    void mend() throws Exception {
        run.mend();
    }

    @Test
    void requests_answers_and_errors_have_this_form() throws Exception {
        String asked = api.sent(PROMPT, api.offer());
        written.append("POST ").append(api.path()).append('\n').append(asked).append("\n\n");
        HttpResponse<byte[]> answer = send(key(), asked);
        written.append("-- Bedrock gets\n").append(atBedrock()).append("\n\n");
        show("the answer", answer);

        show("a wrong key", send("Bearer nobody", asked));
        show(
                "another model",
                send(
                        key(),
                        asked.replace("\"" + api.id() + "\"", "\"nobody\""),
                        api.path().replace("/model/" + api.id() + "/", "/model/nobody/")));
        show("no JSON", send(key(), "{"));
        show(
                "a request within the limit of a small plan",
                send("Bearer " + run.key(api.id() + "-small"), asked).statusCode());
        show("over that limit", send("Bearer " + run.key(api.id() + "-small"), asked));
        if (api.isStreamed()) {
            run.faults("[{\"fault\":\"cut-stream\",\"times\":1}]");
            show("a stream that breaks", send(key(), asked));
        }
        run.faults("[{\"fault\":\"unavailable\"}]");
        show("no model that answers", send(key(), asked));

        Path file = FILES.resolve(api.id() + ".txt");
        if (Boolean.getBoolean("breakwater.rewrite")) {
            Files.createDirectories(FILES);
            Files.writeString(file, written);
        }
        assertThat(written).as("-Dbreakwater.rewrite=true writes %s", file).hasToString(Files.readString(file));
    }

    private String key() {
        return "Bearer " + run.key(api.id());
    }

    private HttpResponse<byte[]> send(String key, String body) throws Exception {
        return send(key, body, api.path());
    }

    private HttpResponse<byte[]> send(String key, String body, String path) throws Exception {
        return run.http.send(api.request(run.gateway().resolve(path), key, body), BodyHandlers.ofByteArray());
    }

    /// The latest call that arrived at Bedrock.
    private String atBedrock() throws Exception {
        JsonNode call = run.bodies().getLast();
        return call.path("operation").asText() + " " + call.path("calledAs").asText() + "\n"
                + call.at("/input/inputBodyJson");
    }

    private void show(String what, int status) {
        written.append("-- ").append(what).append('\n').append(status).append("\n\n");
    }

    private void show(String what, HttpResponse<byte[]> answer) {
        written.append("-- ")
                .append(what)
                .append('\n')
                .append(answer.statusCode())
                .append('\n');
        SHOWN.forEach(name -> answer.headers()
                .firstValue(name)
                .ifPresent(
                        value -> written.append(name).append(": ").append(value).append('\n')));
        written.append(timeless(body(answer), LiveRun.requestId(answer))).append("\n\n");
    }

    private static String body(HttpResponse<byte[]> answer) {
        boolean framed = LiveRun.header(answer, "content-type").contains("eventstream");
        return framed ? frames(answer.body()) : new String(answer.body(), StandardCharsets.UTF_8);
    }

    /// Frames as text, after the decoder has checked their checksums; the content of a chunk is shown
    /// as well.
    private static String frames(byte[] body) {
        StringBuilder frames = new StringBuilder();
        MessageDecoder decoder =
                new MessageDecoder(frame -> frames.append(frame(frame)).append('\n'));
        decoder.feed(body);
        return frames.toString();
    }

    private static String frame(Message frame) {
        String headers = frame.getHeaders().keySet().stream()
                .sorted()
                .map(name -> name + "=" + frame.getHeaders().get(name).getString())
                .reduce("", (a, b) -> a + b + " ");
        return headers + AskedApi.readable(new String(frame.getPayload(), StandardCharsets.UTF_8));
    }

    /// The text without the parts that differ each time.
    private static String timeless(String text, String requestId) {
        String[] changing = {
            requestId,
            "REQUEST",
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
            "UUID",
            "msg_bdrk_[A-Za-z0-9]+",
            "msg_bdrk_ID",
            "tooluse_[A-Za-z0-9_-]{22}",
            "tooluse_ID",
            "toolu_bdrk_[A-Za-z0-9]+",
            "toolu_bdrk_ID",
            "(\"[a-zA-Z]*([lL]atency|LatencyMs|latencyMs)\":)\\d+",
            "$1MILLIS",
            "(\"(created|created_at|completed_at)\":)\\d+",
            "$1SECONDS",
            "in \\d+ s",
            "in SECONDS s"
        };
        String timeless = text;
        for (int i = 0; i < changing.length; i += 2) {
            timeless = timeless.replaceAll(changing[i], changing[i + 1]);
        }
        return Stream.of(timeless.split("\n", -1))
                .map(String::stripTrailing)
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }
}
