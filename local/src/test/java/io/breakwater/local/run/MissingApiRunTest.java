package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A Region without a vendor's API, over real sockets on both sides.
@Timeout(60)
class MissingApiRunTest {
    private LiveRun run;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        run = AskedApi.started(folder);
    }

    @AfterEach
    void stop() throws Exception {
        run.close();
    }

    @Test
    void the_next_api_of_the_same_target_answers_and_later_requests_are_put_to_it_at_once() throws Exception {
        assertAnswered(AskedApi.NATIVE_MESSAGES_STREAM, "InvokeModel");
        assertAnswered(AskedApi.NATIVE_CHAT, "Responses", "Converse");
    }

    /// @param next the APIs of the same model that are called next, of which the Region has only the
    ///     last
    private void assertAnswered(AskedApi api, String... next) throws Exception {
        run.faults("[{\"match\":{\"account\":\"1111111111%s\"},\"fault\":\"unknown-operation\"}]"
                .formatted(api.accounts()));

        for (String attempts : new String[] {Integer.toString(1 + next.length), "1"}) {
            HttpResponse<String> answer = run.http.send(api.request(run, api.id(), "hello"), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(LiveRun.header(answer, "x-breakwater-target")).startsWith("a" + api.accounts() + "/");
            assertThat(LiveRun.header(answer, "x-breakwater-attempts")).isEqualTo(attempts);
            assertThat(api.answers(answer.body())).as(answer.body()).isEqualTo(1);
        }

        List<String> called = new ArrayList<>(List.of(api.operation));
        called.addAll(List.of(next));
        called.add(called.getLast());
        assertThat(run.invocations(api.accounts()).stream()
                        .map(call -> call.path("operation").asText().replaceAll("(WithResponse)?Stream$", "")))
                .containsExactlyElementsOf(called);
    }
}
