package io.breakwater.simulated.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/// A model that thinks for minutes in the middle of a tool's arguments, read as it comes over a socket.
@Timeout(60)
class SilentToolArgumentsTest {

    private static final String BODY = """
            {"messages":[{"role":"user","content":[{"text":"[[tool:weather {\\"city\\":\\"Oslo\\"}]]"}]}],
             "toolConfig":{"tools":[{"toolSpec":{"name":"weather","inputSchema":{"json":{"type":"object"}}}}]}}
            """;

    private final SimulatedBedrock simulation =
            SimulatedBedrock.start(Fixture.settings(), Fixture.loopback(0), InstantSource.system(), Thread::sleep);
    private final HttpClient http = HttpClient.newHttpClient();
    private final MessageDecoder decoder = new MessageDecoder();
    private final List<Message> events = new ArrayList<>();

    @AfterEach
    void stop() {
        http.close();
        simulation.close();
    }

    private void control(String method, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(simulation.endpoint().resolve("/_sim/faults"))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    private InputStream opened() throws Exception {
        String scope = SimulatedBedrock.accessKeyId(Fixture.ACCOUNT_A) + "/20260301/us-east-1/bedrock/aws4_request";
        HttpRequest request = HttpRequest.newBuilder(
                        simulation.endpoint().resolve("/model/" + Fixture.SONNET + "/converse-stream"))
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=" + scope)
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
    }

    private void readUntil(InputStream stream, int count) throws IOException {
        while (events.size() < count) {
            decoder.feed(stream.readNBytes(1));
            events.addAll(decoder.getDecodedMessages());
        }
    }

    private List<String> types() {
        return events.stream()
                .map(event -> event.getHeaders().get(":event-type").getString())
                .toList();
    }

    @Test
    void a_tool_call_begins_is_silent_within_its_arguments_and_goes_on() throws Exception {
        control("POST", "[{\"fault\":\"silent-tool-arguments\",\"delay\":\"10m\"}]");
        try (InputStream stream = opened()) {
            readUntil(stream, 3);
            assertThat(types()).containsExactly("messageStart", "contentBlockStart", "contentBlockDelta");
            assertThat(stream.available()).isZero();

            control("DELETE", "");
            decoder.feed(stream.readAllBytes());
            events.addAll(decoder.getDecodedMessages());
        }

        assertThat(types()).endsWith("contentBlockDelta", "contentBlockStop", "messageStop", "metadata");
        assertThat(arguments()).contains("{\\\"city\\\"", "Oslo");
    }

    private String arguments() {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(new String(event.getPayload(), StandardCharsets.UTF_8)));
        return text.toString();
    }
}
