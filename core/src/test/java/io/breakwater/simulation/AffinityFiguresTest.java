package io.breakwater.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.Sample;
import io.breakwater.call.Attempted;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.model.Feature;
import io.breakwater.model.Geography;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import io.breakwater.model.Price;
import io.breakwater.model.Profile;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What conversations write into prompt caches, over many accounts and copies of the gateway, in
/// virtual time.
final class AffinityFiguresTest {
    private static final Profile CACHING = Sample.profile(
            "us.anthropic.claude-sonnet-4-6",
            new ModelCard(
                    new ModelId("anthropic.claude-sonnet-4-6"),
                    "Claude Sonnet 4.6",
                    200_000,
                    64_000,
                    5,
                    Set.of(Feature.SYSTEM, Feature.CACHING)),
            Geography.US,
            new Price(3_000_000, 15_000_000, 300_000, 3_750_000));
    private static final int CONVERSATIONS = 40;
    private static final int TURNS = 6;
    private static final long SHARED_TOKENS = 5_000;
    private static final long TURN_TOKENS = 500;
    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);
    private static final int COPIES = 50;

    /// What was written, and the least possible: what all conversations share once for each account,
    /// and each turn once.
    private record Written(long tokens, long least, Map<Target, Long> calls) {
        double ratio() {
            return (double) tokens / least;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void conversations_write_a_tenth_more_than_the_least_possible_at_most(int accounts) {
        Written with = played(accounts, true, (time, _, _, _) -> answer(time));
        Written without = played(accounts, false, (time, _, _, _) -> answer(time));
        System.out.printf(
                "%d accounts: %d cache tokens written, %.2f of the least; without affinity %d, %.2f; calls %s%n",
                accounts,
                with.tokens(),
                with.ratio(),
                without.tokens(),
                without.ratio(),
                with.calls().values());
        assertThat(with.ratio()).isLessThanOrEqualTo(1.1);
        assertThat(without.ratio()).isGreaterThan(1.3);
        assertThat(with.calls()).as("all accounts are used").hasSize(accounts);
    }

    @Test
    void of_a_target_that_dies_only_its_own_conversations_move() {
        Target dead = targets(4).getFirst().target();
        Instant dies = Sample.NOW.plusSeconds(100);
        Written written = played(4, true, (time, target, _, _) -> {
            if (target.equals(dead) && !time.instant().isBefore(dies)) {
                time.sleep(Duration.ofMillis(50));
                return new Attempted.Failed(new Outcome.ServerFault());
            }
            return answer(time);
        });
        System.out.printf("a target of four dies: %.2f of the least%n", written.ratio());
        assertThat(written.ratio()).isLessThanOrEqualTo(1.35);
    }

    private static Attempted answer(VirtualTime time) {
        time.sleep(Duration.ofSeconds(3));
        return new Attempted.Opened(Answers.stream(time));
    }

    private static List<RoutedTarget> targets(int accounts) {
        return Stream.of("a", "b", "c", "d", "e", "f", "g", "h")
                .limit(accounts)
                .map(shard -> Sample.target(shard, Sample.EAST, CACHING))
                .toList();
    }

    private static Written played(int accounts, boolean cached, PlayedTraffic.Model model) {
        PlayedTraffic traffic = PlayedTraffic.fleet(Sample.route(targets(accounts)), model, 1, COPIES);
        Random chance = new Random(2);
        for (int conversation = 0; conversation < CONVERSATIONS; conversation++) {
            Instant at = Sample.NOW.plusMillis(chance.nextInt(60_000));
            for (int turn = 1; turn <= TURNS; turn++) {
                traffic.send(conversation + "-" + turn, call(conversation, turn, cached), at);
                at = at.plusMillis(10_000 + chance.nextInt(60_000));
            }
        }
        traffic.run();
        assertThat(traffic.ended).hasSize(CONVERSATIONS * TURNS).noneMatch(PlayedTraffic.Ended::failed);
        assertThat(traffic.ended.stream().anyMatch(end -> end.event().served().affinity()))
                .as("told by the log")
                .isEqualTo(cached);
        return written(traffic.calls);
    }

    private static Written written(List<PlayedTraffic.Call> calls) {
        Map<String, Instant> until = new HashMap<>();
        Map<Target, Long> byTarget = new HashMap<>();
        long tokens = 0;
        for (PlayedTraffic.Call call : calls) {
            byTarget.merge(call.target(), 1L, Long::sum);
            String[] session = call.session().split("-");
            tokens += write(until, call, "all", SHARED_TOKENS);
            for (int turn = 1; turn <= Integer.parseInt(session[1]); turn++) {
                tokens += write(until, call, session[0] + "-" + turn, TURN_TOKENS);
            }
        }
        return new Written(tokens, byTarget.size() * SHARED_TOKENS + CONVERSATIONS * TURNS * TURN_TOKENS, byTarget);
    }

    private static long write(Map<String, Instant> until, PlayedTraffic.Call call, String prefix, long tokens) {
        Instant before = until.put(call.target().label() + prefix, call.at().plus(TIME_TO_LIVE));
        return before == null || before.isBefore(call.at()) ? tokens : 0;
    }

    private static ModelCall call(int conversation, int turn, boolean cached) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("session", conversation + "-" + turn);
        body.putArray("system").addObject().put("text", "You are helpful.");
        ArrayNode messages = body.putArray("messages");
        for (int said = 1; said <= turn; said++) {
            message(messages, "user", "question " + said + " of " + conversation);
            if (said < turn) {
                message(messages, "assistant", "answer " + said);
            }
        }
        if (cached) {
            ((ArrayNode) messages.get(messages.size() - 1).path("content"))
                    .addObject()
                    .putObject("cachePoint")
                    .put("type", "default");
        }
        ConverseBody converse = ConverseBody.of(body);
        return new ModelCall(Sample.SONNET, true, _ -> new BodyChoice.Spoken(converse), OptionalLong.of(100));
    }

    private static void message(ArrayNode messages, String role, String text) {
        messages.addObject().put("role", role).putArray("content").addObject().put("text", text);
    }
}
