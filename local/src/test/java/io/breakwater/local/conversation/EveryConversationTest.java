package io.breakwater.local.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.Depth;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.dialect.openai.OpenAiDialect;
import io.breakwater.local.run.ConfigFiles;
import io.breakwater.model.ModelCard;
import io.breakwater.model.Profile;
import io.breakwater.model.TenantId;
import io.breakwater.simulated.bedrock.rules.ConverseValidation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every conversation that OpenAI's reference allows is refused by name, for a reason of a closed list, or put to
/// each model as that takes it: the simulated Bedrock's rules check it. `-Dbreakwater.conversations=10000` generates so
/// many.
final class EveryConversationTest {
    private static final int CONVERSATIONS = 3_000;
    private static final int MOST_REFUSED_PER_MILLE = 20;
    private static final long BOUND = 4_096;

    /// What has to have been adapted somewhere; else less is generated than this test is thought to.
    private static final List<String> ADAPTED = List.of(
            "cache_points",
            "effort",
            "output_schema",
            "parallel_tool_calls",
            "stop_sequences",
            "strict",
            "temperature",
            "thinking",
            "tool_schema",
            "top_k",
            "top_p");

    private static final Map<String, ModelCard> MODELS = new TreeMap<>();

    private final OpenAiDialect dialect = new OpenAiDialect(Samples.GATE);
    private final Map<String, Integer> refused = new TreeMap<>();
    private final Map<String, Integer> served = new TreeMap<>();
    private final Set<String> adapted = new TreeSet<>();

    /// By model and message, the first seed.
    private final Map<String, Long> wrong = new TreeMap<>();

    private final List<String> unserved = new ArrayList<>();

    @BeforeAll
    static void readCatalogue() throws Exception {
        ConfigFiles.read(ConfigFiles.root().resolve("config/local.yaml")).profiles().values().stream()
                .map(Profile::model)
                .forEach(model -> MODELS.put(model.id().value(), model));
    }

    private static LongStream seeds() {
        Integer asked = Integer.getInteger("breakwater.conversations");
        return asked == null ? Depth.seeds(CONVERSATIONS) : LongStream.rangeClosed(1, asked);
    }

    @Test
    void each_is_refused_by_name_or_taken_by_each_model_that_has_what_it_needs() throws IOException {
        long[] seeds = seeds().toArray();
        for (long seed : seeds) {
            play(seed);
        }
        assertThat(wrong).isEmpty();
        assertThat(unserved).isEmpty();
        assertThat(kinds()).containsAll(new TreeSet<>(refused.keySet()));
        assertThat(served.keySet()).isEqualTo(MODELS.keySet());
        assertThat(adapted).containsAll(ADAPTED);
        int all = refused.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(all * 1_000L)
                .as("refused of %d: %s", seeds.length, refused)
                .isLessThanOrEqualTo(MOST_REFUSED_PER_MILLE * (long) seeds.length);
    }

    private void play(long seed) {
        ObjectNode request = GeneratedChat.of(seed);
        switch (dialect.decode(Samples.post("/v1/chat/completions", request.toString()))) {
            case Decoded.Refused(Refusal refusal) -> refused.merge(kind(refusal), 1, Integer::sum);
            case Decoded.Call(ModelCall call, var _) -> put(seed, call);
        }
    }

    private void put(long seed, ModelCall call) {
        boolean any = false;
        for (ModelCard model : MODELS.values()) {
            any |= put(seed, call, model);
        }
        if (!any) {
            unserved.add("seed " + seed);
        }
    }

    /// Whether the model has what it needs.
    private boolean put(long seed, ModelCall call, ModelCard model) {
        if (!(call.bodies().of(model) instanceof BodyChoice.Spoken(ModelBody body))
                || !model.features().containsAll(body.needs())) {
            return false;
        }
        served.merge(model.id().value(), 1, Integer::sum);
        adapted.addAll(body.adapted());
        long bound = Math.min(call.maxTokens().orElse(BOUND), model.maxOutputTokens());
        ObjectNode sent = body.bounded(bound, new TenantId("t")).json();
        ConverseValidation.check(sent, model.id().value(), model.maxOutputTokens())
                .ifPresent(error -> wrong.putIfAbsent(model.id().value() + ": " + error.message(), seed));
        return true;
    }

    /// The place without its numbers.
    private static String kind(Refusal refusal) {
        return refusal instanceof Refusal.InvalidRequest(String _, var param)
                ? param.orElse("").replaceAll("\\[\\d+]", "[]")
                : refusal.label();
    }

    private static Set<String> kinds() throws IOException {
        try (InputStream file = EveryConversationTest.class.getResourceAsStream("/refused-conversations.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toSet());
        }
    }
}
