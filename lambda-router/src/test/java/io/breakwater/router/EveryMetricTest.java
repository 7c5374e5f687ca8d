package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.naming.Dimension;
import io.breakwater.naming.Metrics;
import io.breakwater.routing.Outcome;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// One request of each kind through the whole router, and what is measured and logged about each.
class EveryMetricTest {
    private static final String PROMPT = "my secret prompt";
    private static final String ANSWER = "my secret answer";
    private static final String CHAT = chat(false);
    private static final String STREAM = chat(true);
    private static final Outcome FAULT = new Outcome.ServerFault();

    private static MeasuredRouter router;

    private static String chat(boolean stream) {
        return "{\"model\":\"sonnet\",\"stream\":" + stream + ",\"max_tokens\":100,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"" + PROMPT + "\"}]}";
    }

    /// The metrics of the authorizer and the sweeper.
    private static final Set<Metrics> OF_OTHERS = Set.of(
            Metrics.KEYS_REFUSED,
            Metrics.KEYS_UNCHECKED,
            Metrics.LEAKED_TOKENS,
            Metrics.LEAKED_MICRO_USD,
            Metrics.LEAKED_TARGET_TOKENS);

    @BeforeAll
    static void one_request_of_each_kind() throws Exception {
        router = new MeasuredRouter();
        answered();
        refused();
        troubled();
    }

    private static void answered() throws Exception {
        router.then(MeasuredRouter.whole(ANSWER));
        assertThat(router.chat("search", CHAT)).isEqualTo(200);
        router.then(MeasuredRouter.opened(ANSWER, true));
        assertThat(router.chat("search", STREAM)).isEqualTo(200);
        router.then(MeasuredRouter.opened(ANSWER, false));
        assertThat(router.chat("search", STREAM)).isEqualTo(200);
        router.then(MeasuredRouter.failed(FAULT)).then(MeasuredRouter.whole(ANSWER));
        assertThat(router.chat("search", CHAT)).isEqualTo(200);
    }

    private static void refused() throws Exception {
        router.then(MeasuredRouter.whole(ANSWER));
        assertThat(router.chat("sandbox", CHAT)).isEqualTo(200);
        assertThat(router.chat("sandbox", CHAT)).isEqualTo(429);
        router.then(MeasuredRouter.whole(ANSWER)).then(MeasuredRouter.whole(ANSWER));
        assertThat(router.chat("newcomer", CHAT)).isEqualTo(200);
        assertThat(router.chat("newcomer", CHAT)).as("over a limit in shadow").isEqualTo(200);
        assertThat(router.chat("search", CHAT.replace("sonnet", "made-up"))).isEqualTo(404);
        assertThat(router.chat("search", "{\"model\": " + PROMPT)).isEqualTo(400);
    }

    private static void troubled() throws Exception {
        router.then(MeasuredRouter.failed(new Outcome.GuardrailRefused("no-advice", "version 3 of gr1: deleted")))
                .then(MeasuredRouter.whole(ANSWER));
        assertThat(router.chat("search", CHAT)).isEqualTo(200);
        router.storeDown = true;
        assertThat(router.chat("search", CHAT)).isEqualTo(503);
        router.storeDown = false;
        router.then(() -> {
            router.storeDown = true;
            return MeasuredRouter.whole(ANSWER);
        });
        assertThat(router.chat("search", CHAT)).isEqualTo(200);
        router.storeDown = false;
        for (int failure = 0; failure < 5; failure++) {
            router.then(MeasuredRouter.failed(FAULT)).then(MeasuredRouter.whole(ANSWER));
            assertThat(router.chat("search", CHAT)).isEqualTo(200);
        }
        router.then(() -> {
            throw new IllegalStateException("a defect of the transport");
        });
        assertThat(router.chat("search", CHAT)).isEqualTo(500);
        router.then(MeasuredRouter.failed(new Outcome.Throttled(Outcome.Quota.TOKENS)));
        router.chat("search", CHAT);
        router.then(MeasuredRouter.failed(new Outcome.QuotaSpent()));
        assertThat(router.chat("search", CHAT.replace("sonnet", "spare"))).isEqualTo(429);
        router.storeDown = true;
        router.then(MeasuredRouter.whole(ANSWER));
        assertThat(router.chat("steady", CHAT)).as("within a share of its own").isEqualTo(200);
        router.storeDown = false;
    }

    @Test
    void every_metric_is_there_with_every_dimension_that_it_is_told_apart_by_and_no_other() throws Exception {
        Set<String> declared = new TreeSet<>();
        for (Metrics metric : Metrics.values()) {
            if (!OF_OTHERS.contains(metric)) {
                declared.add(
                        metric.label() + " [\"Environment\"] " + metric.unit().label());
                metric.by()
                        .forEach(by -> declared.add(metric.label() + " [\"Environment\",\"" + by.label() + "\"] "
                                + metric.unit().label()));
            }
        }
        assertThat(emitted()).isEqualTo(declared);
    }

    private static Set<String> emitted() throws Exception {
        Set<String> emitted = new TreeSet<>();
        for (JsonNode line : router.lines(router.measured())) {
            for (JsonNode directive : line.at("/_aws/CloudWatchMetrics")) {
                assertThat(directive.path("Namespace").asText()).isEqualTo(Metrics.NAMESPACE);
                directive
                        .path("Dimensions")
                        .forEach(set -> directive
                                .path("Metrics")
                                .forEach(metric ->
                                        emitted.add(metric.path("Name").asText() + " " + set + " "
                                                + metric.path("Unit").asText())));
            }
        }
        return emitted;
    }

    @Test
    void every_metric_and_dimension_that_a_line_declares_has_its_value_there() throws Exception {
        for (JsonNode line : router.lines(router.measured())) {
            for (JsonNode directive : line.at("/_aws/CloudWatchMetrics")) {
                directive
                        .path("Metrics")
                        .forEach(metric -> assertThat(
                                        line.path(metric.path("Name").asText()).isNumber())
                                .isTrue());
                directive
                        .path("Dimensions")
                        .forEach(set -> set.forEach(dimension -> assertThat(
                                        line.path(dimension.asText()).isTextual())
                                .isTrue()));
            }
        }
    }

    @Test
    void no_request_id_prompt_answer_or_made_up_name_is_measured() throws Exception {
        assertThat(router.measured()).doesNotContain(PROMPT, ANSWER, "made-up", "secret", "111111111111");
        for (JsonNode line : router.lines(router.log())) {
            assertThat(router.measured()).doesNotContain(line.path("requestId").asText());
        }
        Set<String> known = new TreeSet<>(Set.of("_aws"));
        for (Dimension dimension : Dimension.values()) {
            known.add(dimension.label());
        }
        for (Metrics metric : Metrics.values()) {
            known.add(metric.label());
        }
        for (JsonNode line : router.lines(router.measured())) {
            assertThat(line.fieldNames()).toIterable().isSubsetOf(known);
        }
    }

    @Test
    void every_event_is_one_json_line_with_request_id_and_tenant_and_without_prompt_or_answer() throws Exception {
        assertThat(router.log()).doesNotContain(PROMPT, ANSWER);
        assertThat(router.lines(router.log())).isNotEmpty().allSatisfy(line -> {
            assertThat(line.path("level").asText()).isIn("DEBUG", "INFO", "WARN", "ERROR");
            if (line.path("requestId").asText().equals("health")) {
                assertThat(line.path("event").asText()).isEqualTo("TargetChanged");
                assertThat(line.path("subject").asText()).isNotEmpty();
            } else {
                assertThat(line.path("requestId").asText()).hasSize(26);
                assertThat(line.path("tenant").asText()).isIn("search", "sandbox", "newcomer", "steady");
            }
        });
        assertThat(router.lines(router.log()))
                .extracting(line -> line.path("event").asText())
                .contains(
                        "RequestEnded",
                        "AttemptEnded",
                        "BreakersOpen",
                        "QuotaUsed",
                        "LimitOverlooked",
                        "AdmittedLocally",
                        "StoreFailed",
                        "SettlementLost",
                        "Defect");
    }
}
