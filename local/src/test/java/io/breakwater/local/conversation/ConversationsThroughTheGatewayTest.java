package io.breakwater.local.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.bedrock.BedrockDialect;
import io.breakwater.simulated.bedrock.rules.ConverseValidation;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Generated conversations of Converse as clients may have them: the gateway either refuses each by the
/// name of a field or turns it into one that the simulated Bedrock accepts.
class ConversationsThroughTheGatewayTest {
    private static final int SEEDS = 10_000;
    private static final String MODEL = "anthropic.claude-haiku-4-5-20251001-v1:0";
    private static final List<String> TEXTS = List.of("a", "some words", "", " ", "\\n\\t");
    private static final List<String> IDS = List.of("0", "toolu_1", "call|2", "ä", "x".repeat(70));
    private static final List<String> INPUTS = List.of("{}", "{\"x\":1.10}", "null", "\"\"", "\"{\\\"cut\"");
    private static final List<String> RESULTS = List.of(
            "[]",
            "[{\"text\":\"r\"}]",
            "[{\"text\":\" \"}]",
            "[{\"json\":{}}]",
            "[{\"image\":{\"format\":\"jpeg\",\"source\":{\"bytes\":\"iVBORw0K\\nGgo\"}}}]");
    private static final String IMAGE = "{\"image\":{\"format\":\"webp\",\"source\":{\"bytes\":\"/9j/ 4AAQ\"}}}";
    private static final String TOOLS =
            "{\"tools\":[{\"toolSpec\":{\"name\":\"f\",\"inputSchema\":{\"json\":{\"type\":\"object\"}}}}]}";

    private final BedrockDialect dialect = new BedrockDialect(Samples.GATE);

    @Test
    void each_is_refused_by_name_or_taken() {
        int taken = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            String body = new Generated(new SplittableRandom(seed)).body();
            switch (dialect.decode(Samples.post("/model/claude/converse", body))) {
                case Decoded.Refused(Refusal refusal) -> assertNamed(refusal, body);
                case Decoded.Call call -> {
                    assertTaken(Samples.body(call.call()).json(), body);
                    taken++;
                }
            }
        }
        assertThat(taken).isGreaterThan(SEEDS / 2);
    }

    private static void assertNamed(Refusal refusal, String body) {
        assertThat(refusal).as(body).extracting(Refusal::kind).isEqualTo(Refusal.Kind.INVALID_REQUEST);
        assertThat(refusal.about()).as(body).isPresent();
    }

    private static void assertTaken(ObjectNode sent, String body) {
        Optional<SentError> refused = ConverseValidation.check(sent, MODEL, 64_000);
        assertThat(refused).as("%s became %s", body, sent).isEmpty();
    }

    /// A conversation whose rounds with tools are mostly complete.
    private static final class Generated {
        private final SplittableRandom random;
        private final List<String> messages = new ArrayList<>();
        private List<String> open = List.of();
        private int documents;

        private Generated(SplittableRandom random) {
            this.random = random;
        }

        private String body() {
            int length = random.nextInt(1, 8);
            while (messages.size() < length || !open.isEmpty()) {
                add();
            }
            return "{\"messages\":[%s],\"toolConfig\":%s}".formatted(String.join(",", messages), TOOLS);
        }

        private void add() {
            if (!open.isEmpty()) {
                answer();
                return;
            }
            switch (random.nextInt(8)) {
                case 0 -> message("system", texts());
                case 1, 2 -> message("assistant", texts());
                case 3, 4 -> call();
                default -> message("user", said());
            }
        }

        private void call() {
            List<String> blocks = texts();
            List<String> ids = new ArrayList<>(IDS.subList(0, random.nextInt(1, IDS.size() + 1)));
            ids.forEach(id -> blocks.add(
                    "{\"toolUse\":{\"toolUseId\":\"%s\",\"name\":\"f\",\"input\":%s}}".formatted(id, one(INPUTS))));
            message("assistant", blocks);
            open = ids;
        }

        /// Once in twenty rounds a result is missing.
        private void answer() {
            List<String> results = new ArrayList<>();
            open.forEach(id ->
                    results.add("{\"toolResult\":{\"toolUseId\":\"%s\",\"content\":%s}}".formatted(id, one(RESULTS))));
            if (random.nextInt(20) == 0) {
                results.removeFirst();
            }
            results.addAll(texts());
            for (int i = results.size() - 1; i > 0; i--) {
                Collections.swap(results, i, random.nextInt(i + 1));
            }
            message("user", results);
            open = List.of();
        }

        private List<String> said() {
            List<String> blocks = texts();
            if (random.nextInt(4) == 0) {
                blocks.add(IMAGE);
            }
            if (random.nextInt(6) == 0) {
                blocks.add("{\"document\":{\"name\":\"d%d\",\"format\":\"txt\",\"source\":{\"bytes\":\"YQ\"}}}"
                        .formatted(documents++));
            }
            return blocks;
        }

        private List<String> texts() {
            List<String> blocks = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                blocks.add("{\"text\":\"" + one(TEXTS) + "\"}");
            }
            return blocks;
        }

        private void message(String role, List<String> blocks) {
            messages.add("{\"role\":\"%s\",\"content\":[%s]}".formatted(role, String.join(",", blocks)));
        }

        private String one(List<String> choices) {
            return choices.get(random.nextInt(choices.size()));
        }
    }
}
