package io.breakwater.local.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.Depth;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Dialect;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.local.run.ConfigFiles;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.Profile;
import io.breakwater.model.TenantId;
import io.breakwater.simulated.bedrock.rules.ChatBodyRules;
import io.breakwater.simulated.bedrock.rules.ConverseValidation;
import io.breakwater.simulated.bedrock.rules.ResponsesBodyRules;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// What becomes of generated conversations. Each is either refused by name, for a reason of a closed
/// list, or sent to each model that has what it needs, in the form that the model takes; the simulated
/// Bedrock's rules check it. `-Dbreakwater.conversations=10000` sets their number.
final class PlayedConversations {
    private static final int CONVERSATIONS = 3_000;
    private static final int MOST_REFUSED_PER_MILLE = 20;
    private static final long BOUND = 4_096;

    private final Dialect dialect;
    private final Map<String, ModelCard> models = new TreeMap<>();
    private final Map<String, Integer> refused = new TreeMap<>();
    private final Map<String, Integer> served = new TreeMap<>();
    private final Set<String> adapted = new TreeSet<>();
    private final Set<ModelApi> apis = EnumSet.noneOf(ModelApi.class);

    /// The first seed for each model and message.
    private final Map<String, Long> wrong = new TreeMap<>();

    private final List<String> unserved = new ArrayList<>();
    private int played;

    /// Plays them with the models of the shipped catalogue that hold conversations.
    PlayedConversations(Dialect dialect) throws Exception {
        this.dialect = dialect;
        ConfigFiles.read(ConfigFiles.root().resolve("config/local.yaml")).profiles().values().stream()
                .map(Profile::model)
                .filter(model -> !model.id().embeds())
                .forEach(model -> models.put(model.id().value(), model));
    }

    PlayedConversations play(LongFunction<ApiRequest> generated) {
        Integer asked = Integer.getInteger("breakwater.conversations");
        LongStream seeds = asked == null ? Depth.seeds(CONVERSATIONS) : LongStream.rangeClosed(1, asked);
        seeds.forEach(seed -> play(seed, generated.apply(seed)));
        return this;
    }

    private void play(long seed, ApiRequest request) {
        played++;
        switch (dialect.decode(request)) {
            case Decoded.Refused(Refusal refusal) -> refused.merge(kind(refusal), 1, Integer::sum);
            case Decoded.Call(ModelCall call, var _) -> put(seed, call);
        }
    }

    private void put(long seed, ModelCall call) {
        boolean any = false;
        for (ModelCard model : models.values()) {
            any |= put(seed, call, model);
        }
        if (!any) {
            unserved.add("seed " + seed + ": " + why(call));
        }
    }

    /// The reasons why each model does not get the request.
    private List<String> why(ModelCall call) {
        return models.values().stream()
                .map(model -> switch (call.bodies().of(model)) {
                    case BodyChoice.NotSpoken(String why, var _) -> why;
                    case BodyChoice.Spoken(ModelBody body) -> model.lacking(body.needs());
                })
                .distinct()
                .toList();
    }

    /// Whether the model has what the request needs and was sent it.
    private boolean put(long seed, ModelCall call, ModelCard model) {
        if (!(call.bodies().of(model) instanceof BodyChoice.Spoken(ModelBody body))
                || !model.features().containsAll(body.needs())) {
            return false;
        }
        served.merge(model.id().value(), 1, Integer::sum);
        adapted.addAll(body.adapted());
        long bound = Math.min(call.maxTokens().orElse(BOUND), model.maxOutputTokens());
        ObjectNode sent = body.bounded(bound, new TenantId("t")).json();
        ModelApi api = body.operation(call.stream()).api();
        apis.add(api);
        refusal(api, sent, model)
                .ifPresent(error ->
                        wrong.putIfAbsent(model.id().value() + " " + api.label() + ": " + error.message(), seed));
        return true;
    }

    /// The simulated Bedrock's refusal of the request, or nothing if it accepts it. A request that
    /// passes to Claude as its client wrote it is between the client and Claude.
    private static Optional<SentError> refusal(ModelApi api, ObjectNode sent, ModelCard model) {
        String id = model.id().value();
        return switch (api) {
            case CONVERSE -> ConverseValidation.check(sent, id, model.maxOutputTokens());
            case OPENAI_CHAT -> ChatBodyRules.check(sent, id, model.maxOutputTokens());
            case OPENAI_RESPONSES -> ResponsesBodyRules.check(sent, model.maxOutputTokens());
            case INVOKE, ANTHROPIC_MESSAGES -> Optional.empty();
        };
    }

    /// The APIs by which requests were sent to models.
    Set<ModelApi> apis() {
        return apis;
    }

    /// The refused field without its indices.
    private static String kind(Refusal refusal) {
        return refusal.kind() == Refusal.Kind.INVALID_REQUEST
                ? refusal.about().orElse("").replaceAll("\\[\\d+]", "[]")
                : refusal.label();
    }

    /// What was adapted in at least one of them.
    Set<String> adapted() {
        return adapted;
    }

    /// Nothing was sent to a model that would refuse it, each conversation had a model, and few were
    /// refused, for reasons in the list.
    ///
    /// @param list a resource with the refused fields, one per line; a large number of conversations
    ///     has all of them
    void assertRefusedByNameOrTaken(String list) throws IOException {
        assertThat(wrong).isEmpty();
        assertThat(unserved).isEmpty();
        assertThat(served.keySet()).isEqualTo(models.keySet());
        assertThat(kinds(list)).containsAll(refused.keySet());
        if (played >= CONVERSATIONS) {
            assertThat(refused.keySet()).as("what is refused").isEqualTo(kinds(list));
        }
        int all = refused.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf(
                "conversations: %d played, %d refused by name for %d reasons, taken %d times by %d models%n",
                played,
                all,
                refused.size(),
                served.values().stream().mapToInt(Integer::intValue).sum(),
                served.size());
        assertThat(all * 1_000L)
                .as("refused of %d: %s", played, refused)
                .isLessThanOrEqualTo(MOST_REFUSED_PER_MILLE * (long) played);
    }

    private static Set<String> kinds(String list) throws IOException {
        try (InputStream file = PlayedConversations.class.getResourceAsStream(list)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toSet());
        }
    }
}
