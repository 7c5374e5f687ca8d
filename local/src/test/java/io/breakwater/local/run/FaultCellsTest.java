package io.breakwater.local.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.Depth;
import io.breakwater.event.GatewayEvent.AttemptEnded;
import io.breakwater.event.GatewayEvent.RequestEnded;
import io.breakwater.event.Served;
import io.breakwater.model.Region;
import io.breakwater.wire.FaultyWire;
import io.breakwater.wire.WireFault;
import io.breakwater.wire.WireFault.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each way in which the connection to Bedrock breaks, in each phase of an answer, in the languages
/// that clients speak; the results are those that docs/failures.md states. Each cell has a name and two
/// accounts of its own; the first account is called first.
@Timeout(60)
class FaultCellsTest {
    private static final List<AskedApi> APIS = List.of(
            AskedApi.CHAT,
            AskedApi.CHAT_STREAM,
            AskedApi.NATIVE_CHAT_STREAM,
            AskedApi.NATIVE_MESSAGES_STREAM,
            AskedApi.NATIVE_RESPONSES_STREAM,
            AskedApi.CONVERSE_STREAM);
    private static final String PROMPT = "[[tokens:80]]";
    /// The bound on the answer in the body of each request.
    private static final long MOST_OUTPUT = 500;
    private static final long MOST_INPUT = 200;

    /// An undamaged answer of each API.
    private static final Map<AskedApi, byte[]> WHOLE = new EnumMap<>(AskedApi.class);

    private static final AtomicReference<FaultyWire> WIRE = new AtomicReference<>();
    private static LiveRun run;

    /// The phase of the answer in which it breaks, found by words that every model writes here.
    private enum Phase {
        BEFORE_HEADERS,
        BEFORE_CONTENT,
        IN_THE_MIDDLE;

        long byteOf(byte[] answer) {
            String text = new String(answer, ISO_8859_1);
            return switch (this) {
                case BEFORE_HEADERS -> 0;
                case BEFORE_CONTENT -> text.indexOf("lah");
                case IN_THE_MIDDLE -> text.indexOf("lah", text.length() / 2);
            };
        }
    }

    record Cell(AskedApi api, Kind kind, Phase phase) {
        String alias() {
            return "%s-%s-%s"
                    .formatted(api.id(), kind, phase)
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '-');
        }

        /// Whether the fault only makes the answer slower or changes its pieces.
        boolean passes() {
            return List.of(Kind.SLICE, Kind.TRICKLE, Kind.DELAY).contains(kind);
        }

        boolean failsOver() {
            return !passes() && (phase != Phase.IN_THE_MIDDLE || !api.isStreamed());
        }

        String outcome() {
            if (passes()) {
                return "Answered";
            }
            if (kind == Kind.STALL) {
                return "TooSlow";
            }
            return switch (phase) {
                case BEFORE_HEADERS -> "Unreachable";
                case BEFORE_CONTENT -> "AnswerLost";
                case IN_THE_MIDDLE -> api.isStreamed() ? "BrokenStream" : "AnswerLost";
            };
        }

        @Override
        public String toString() {
            return alias();
        }
    }

    static Stream<Arguments> cells() {
        return all().map(Arguments::of);
    }

    /// A build that is not deep plays the cells of one API, since a stalled connection takes real time.
    private static Stream<Cell> all() {
        return APIS.stream()
                .limit(Depth.whole() ? APIS.size() : 1)
                .flatMap(api -> Arrays.stream(Kind.values())
                        .flatMap(kind -> Arrays.stream(Phase.values()).map(phase -> new Cell(api, kind, phase))));
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path config = folder.resolve("cells.yaml");
        Files.writeString(config, config(Files.readString(LiveRun.resource("every-api.yaml"))));
        run = LiveRun.start(config, FaultCellsTest::wired);
        for (int i = 0; i < 4; i++) {
            run.chat("warm-up", "warm-up", "hello");
            run.streamedChat("warm-up", "warm-up", "hello");
        }
        for (AskedApi api : APIS) {
            asked(new Cell(api, Kind.SLICE, Phase.BEFORE_HEADERS));
            WHOLE.put(api, WIRE.get().latestAnswer());
        }
    }

    private static String config(String template) {
        StringBuilder shards = new StringBuilder();
        StringBuilder models = new StringBuilder();
        List<Cell> cells = all().toList();
        for (int number = 0; number < cells.size(); number++) {
            shards.append("  - { id: a%1$d, account: \"11111%1$07d\", regions: [us-east-1] }%n".formatted(number))
                    .append("  - { id: b%1$d, account: \"22222%1$07d\", regions: [us-west-2] }%n".formatted(number));
            models.append("  %s:%n    tiers:%n".formatted(cells.get(number).alias()));
            for (String shard : new String[] {"a", "b"}) {
                models.append("      - { profile: \"%s\", shards: [%s%d] }%n"
                        .formatted(cells.get(number).api().profile(), shard, number));
            }
        }
        String names = String.join(", ", cells.stream().map(Cell::alias).toList());
        return template.replace("# SHARDS\n", shards)
                .replace("# MODELS\n", models)
                .replace("# TENANTS\n", "  - { id: cells, plan: wide, models: [" + names + "] }\n")
                .replace("connect: 20s, firstToken: 60s, idle: 60s", "connect: 5s, firstToken: 700ms, idle: 700ms");
    }

    private static URI wired(Region region, URI bedrock) {
        return WIRE.updateAndGet(wire -> wire == null ? opened(bedrock) : wire).endpoint();
    }

    private static FaultyWire opened(URI bedrock) {
        try {
            return FaultyWire.to(bedrock.getPort());
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
        WIRE.get().close();
    }

    @AfterEach
    void mend() {
        WIRE.get().mend();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void a_connection_that_goes_wrong_ends_as_the_failure_table_says(Cell cell) throws Exception {
        byte[] whole = WHOLE.get(cell.api());
        int before = WIRE.get().struck();
        long used = run.tokensUsed("cells");

        WIRE.get()
                .breakBy(WireFault.ofAnswers(cell.kind(), cell.phase().byteOf(whole))
                        .times(1));
        HttpResponse<String> answer = asked(cell);
        WIRE.get().mend();

        RequestEnded ended = run.events.ended(LiveRun.requestId(answer));
        List<AttemptEnded> attempts = run.events.attempts(ended.requestId());
        assertThat(WIRE.get().struck() - before).isEqualTo(1);
        assertThat(attempts).extracting(AttemptEnded::outcome).startsWith(cell.outcome());
        assertAnswered(cell, answer, ended.served(), attempts);
        assertBooked(used + ended.served().chargedTokens());
    }

    private static HttpResponse<String> asked(Cell cell) throws Exception {
        return run.http.send(cell.api().request(run, "cells", cell.alias(), PROMPT), BodyHandlers.ofString());
    }

    private static void assertAnswered(
            Cell cell, HttpResponse<String> answer, Served served, List<AttemptEnded> attempts) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        boolean whole = cell.passes() || cell.failsOver();
        assertThat(served.complete()).isEqualTo(whole);
        assertThat(cell.api().answers(answer.body())).as(answer.body()).isEqualTo(whole ? 1 : 0);
        assertThat(attempts).hasSize(cell.failsOver() ? 2 : 1);
        long most = MOST_OUTPUT * cell.api().model.burndown;
        if (!whole) {
            assertThat(answer.body()).contains(errorEvent(cell.api()));
            assertThat(served.chargedTokens()).isBetween(1L, most + MOST_INPUT);
        } else if (cell.outcome().equals("TooSlow") || cell.outcome().equals("AnswerLost")) {
            assertThat(served.chargedTokens()).as("as reserved").isBetween(most, 2 * (most + MOST_INPUT));
        } else {
            assertThat(served.chargedTokens())
                    .as("only the answer")
                    .isEqualTo(attempts.getLast().tokens());
        }
    }

    private static String errorEvent(AskedApi api) {
        return switch (api) {
            case NATIVE_MESSAGES_STREAM -> "event: error\ndata: {\"type\":\"error\"";
            case NATIVE_RESPONSES_STREAM -> "\"type\":\"response.failed\"";
            case CONVERSE_STREAM -> "modelStreamErrorException";
            default -> "\"code\":\"upstream_failed\"";
        };
    }

    /// Also asserts that nothing is held.
    private static void assertBooked(long tokens) throws Exception {
        JsonNode usage = run.usage("cells");
        assertThat(usage.at("/tokensToday/used").asLong(-1)).isEqualTo(tokens);
        assertThat(usage.at("/tokensToday/held").asLong(-1)).isZero();
        assertThat(usage.at("/concurrency/inFlight").asLong(-1)).isZero();
    }
}
