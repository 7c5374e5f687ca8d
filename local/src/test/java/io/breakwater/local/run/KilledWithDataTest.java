package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.Depth;
import io.breakwater.quota.limits.Epochs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A run with `--data` that is killed under load, as by `kill -9`, again and again, and what its next
/// start knows.
///
/// A deep build kills it 3 times, any other build once; `-Dbreakwater.kills=200` as often as the
/// documentation says.
@Timeout(3_600)
class KilledWithDataTest {
    private static final int KILLS = Integer.getInteger("breakwater.kills", Depth.of(3));
    private static final int CLIENTS = 16;
    private static final int REQUESTS_PER_MINUTE = 240;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HeldCalls calls = new HeldCalls();
    private final List<Instant> kills = new ArrayList<>();
    private LocalDate day = today();
    private long answeredOnDaysBefore;

    @TempDir
    Path folder;

    @Test
    void nothing_that_was_answered_is_lost_and_nobody_is_let_in_beyond_the_limit() throws Exception {
        Random random = new Random(7);
        Instant begun = Instant.now();
        for (int i = 0; i < KILLS; i++) {
            try (LocalProgram program = started()) {
                String gateway = program.gateway();
                assertRemembered(gateway);
                try (HeldCalls.Load load = calls.load(gateway, key(), CLIENTS)) {
                    load.awaitEndings(1 + random.nextInt(300));
                    program.kill();
                    kills.add(Instant.now());
                }
            }
            assertWithinLimit(Duration.between(begun, Instant.now()));
        }
        try (LocalProgram program = started()) {
            assertRemembered(program.gateway());
        }
        System.out.printf(
                "%d kills: %d calls answered, %d tokens; at most %d calls whose end their client never learnt%n",
                KILLS, calls.answers(), calls.answeredTokens(), calls.mayHaveBeenServed() - calls.answers());
    }

    private LocalProgram started() throws Exception {
        return LocalProgram.start(
                "--port=0", "--sim-port=0", "--data=" + folder, "--config=" + LiveRun.resource("killed.yaml"));
    }

    private String key() throws Exception {
        return LocalProgram.keys(folder.resolve("keys.json")).get("killed");
    }

    private void assertRemembered(String gateway) throws Exception {
        int mayBeHeld = CLIENTS * killsWithin(Epochs.STANDARD.length().multipliedBy(2));
        JsonNode usage = LiveRun.json(http.send(
                HttpRequest.newBuilder(URI.create(gateway + "/v1/usage"))
                        .timeout(Duration.ofSeconds(20))
                        .header("authorization", "Bearer " + key())
                        .build(),
                BodyHandlers.ofString()));
        beginDay();
        // An abandoned attempt counts in full, even if another attempt answered.
        long most = (long) calls.mayHaveBeenServed() * HeldCalls.CEILING_TOKENS;

        assertThat(usage.at("/tokensToday/used").asLong(-1))
                .as("tokens settled after %d kills", kills.size())
                .isBetween(calls.answeredTokens() - answeredOnDaysBefore, most);
        assertThat(usage.at("/concurrency/inFlight").asInt(-1))
                .as("in flight after %d kills", kills.size())
                .isBetween(0, mayBeHeld);
    }

    /// The ledger counts UTC days: answers of the day before need not count in the new one.
    private void beginDay() {
        if (!today().equals(day)) {
            day = today();
            answeredOnDaysBefore = calls.answeredTokens();
        }
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private int killsWithin(Duration span) {
        Instant first = Instant.now().minus(span);
        return (int) kills.stream().filter(kill -> kill.isAfter(first)).count();
    }

    /// A bucket of a minute's requests, and what drains from it in the meantime.
    private void assertWithinLimit(Duration elapsed) {
        double most = REQUESTS_PER_MINUTE * (1 + elapsed.toMillis() / 60_000.0) + 1;
        assertThat((double) calls.answers()).as("admitted in %s", elapsed).isLessThanOrEqualTo(most);
    }
}
