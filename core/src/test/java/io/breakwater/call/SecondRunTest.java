package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.Sample;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.Validated;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.body.MessagesBody;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Capacity;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.ModelApi;
import io.breakwater.model.OutputBound;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Terms;
import io.breakwater.model.Tier;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.amendments.LimitOverride;
import io.breakwater.quota.lengths.AnswerCounts;
import io.breakwater.quota.lengths.AnswerLengths;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A bound that is learned, and an answer that was cut at it.
final class SecondRunTest {
    private static final RoutedTarget A = PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US);
    private static final Limits LIMITS = Limits.UNLIMITED
            .with(LimitName.REQUESTS_PER_MINUTE, 60)
            .with(LimitName.TOKENS_PER_DAY, 1_000_000)
            .with(LimitName.CONCURRENCY, 1);
    private static final Duration MOMENT = Duration.ofMillis(50);

    /// The bound after 40 answers of 100 tokens, which are in the bucket that ends at 108: `108 x (1 +
    /// 30 / 40)`.
    private static final long LEARNED = 189;

    private PlayedGateway world = world(LIMITS);

    private static PlayedGateway world(Limits limits) {
        return new PlayedGateway(
                limits,
                new Route(Sample.SONNET, 1_024, OutputBound.LEARNED, List.of(new Tier(1, List.of(A))), List.of()));
    }

    @BeforeEach
    void forty_answers_were_short() throws Exception {
        shortAnswers(40);
    }

    @Test
    void while_little_is_known_the_default_is_sent_and_then_what_answers_took() throws Exception {
        assertThat(bounds()).startsWith(1_024L).doesNotContain(LEARNED);
        assertThat(bounds().subList(0, 30)).containsOnly(1_024L);
        assertThat(bounds().subList(30, 40))
                .allSatisfy(bound -> assertThat(bound).isBetween(LEARNED, 2 * 108L));

        world.transport.on(A, PlayedGateway.whole(26, 100));
        FakeClient client = serve();

        assertThat(bounds().getLast()).isEqualTo(LEARNED);
        assertThat(client.header("x-breakwater-max-tokens")).isEqualTo("189; from=learned");
        assertThat(world.settled()).isTrue();
    }

    @Test
    void a_whole_answer_that_ends_at_a_learned_bound_is_run_again_before_it_is_delivered() throws Exception {
        long before = world.tenantStanding().tokensToday();
        world.transport.on(A, cut(LEARNED)).on(A, PlayedGateway.whole(26, 700));

        FakeClient client = serve();

        assertThat(bounds()).endsWith(LEARNED, 1_024L);
        assertThat(client.text()).contains("\"outputTokens\":700");
        assertThat(client.header("x-breakwater-max-tokens")).isEqualTo("1024; from=default; second-run=done");
        assertThat(client.header("x-breakwater-attempts")).isEqualTo("2");
        assertThat(world.tenantStanding().tokensToday() - before)
                .as("both calls, burndown 5")
                .isEqualTo(26 + LEARNED * 5 + 26 + 700 * 5);
        assertThat(ended().served().chargedTokens()).isEqualTo(26 + LEARNED * 5 + 26 + 700 * 5);
        assertThat(ended().served().secondRun()).contains("done");
        assertThat(world.settled()).isTrue();
    }

    @Test
    void a_second_run_may_end_at_the_full_bound_and_then_the_answer_says_so() throws Exception {
        world.transport.on(A, cut(LEARNED)).on(A, cut(1_024));

        FakeClient client = serve();

        assertThat(client.text()).contains("\"stopReason\":\"max_tokens\"");
        assertThat(client.header("x-breakwater-max-tokens")).isEqualTo("1024; from=default; second-run=done");
        assertThat(world.settled()).isTrue();
    }

    @Test
    void a_stream_and_a_caller_with_a_bound_of_its_own_never_get_a_learned_one() throws Exception {
        world.transport.on(A, cut(150));
        FakeClient own = world.serve(PlayedGateway.call(false, 150));
        assertThat(own.header("x-breakwater-max-tokens")).isEqualTo("150; from=client");

        world.transport.on(
                A,
                new Attempted.Opened(world.stream(
                        MOMENT,
                        PlayedGateway.text("Hello"),
                        PlayedGateway.messageStop(),
                        PlayedGateway.metadata(26, 1_024),
                        new ModelStream.Piece.End())));
        FakeClient stream = world.serve(call(true));
        assertThat(bounds()).endsWith(150L, 1_024L);
        assertThat(stream.header("x-breakwater-max-tokens")).isEqualTo("1024; from=default");
    }

    @Test
    void without_room_at_the_tenant_the_cut_answer_is_delivered_and_says_why() throws Exception {
        world = world(LIMITS.with(LimitName.REQUESTS_PER_MINUTE, 41));
        shortAnswers(40);
        world.transport.on(A, cut(LEARNED));

        assertCut(serve(), "189; from=learned; second-run=no-room");
    }

    @Test
    void without_room_at_the_target_the_cut_answer_is_delivered_and_says_why() throws Exception {
        world.transport.on(A, () -> {
            world.targetItems.busy = "P#" + A.target().label();
            return cut(LEARNED);
        });

        FakeClient client = serve();

        assertThat(client.header("x-breakwater-max-tokens")).isEqualTo("189; from=learned; second-run=no-room");
        assertThat(world.tenantStanding().inFlight()).isZero();
    }

    @Test
    void without_time_for_twice_as_long_the_cut_answer_is_delivered_and_says_why() throws Exception {
        world.transport.on(A, () -> {
            world.pass(Duration.ofSeconds(25));
            return cut(LEARNED);
        });

        assertCut(serve(), "189; from=learned; second-run=no-time");
    }

    @Test
    void a_second_run_that_fails_leaves_the_cut_answer_and_what_it_may_have_cost_is_charged() throws Exception {
        long before = world.tenantStanding().tokensToday();
        world.transport.on(A, cut(LEARNED)).on(A, PlayedGateway.failed(new Outcome.ModelTimedOut()));

        FakeClient client = serve();

        assertCut(client, "189; from=learned; second-run=failed");
        assertThat(world.tenantStanding().tokensToday() - before)
                .as("the cut answer, and the most that the second may have cost, with an input of 27 by the estimate")
                .isEqualTo(26 + LEARNED * 5 + 27 + 1_024 * 5);
    }

    @Test
    void a_defect_in_the_second_run_leaves_the_cut_answer_and_what_the_call_may_have_cost_is_charged()
            throws Exception {
        long before = world.tenantStanding().tokensToday();
        world.transport.on(A, cut(LEARNED)).on(A, () -> {
            throw new IllegalStateException("must not happen");
        });

        FakeClient client = serve();

        assertCut(client, "189; from=learned; second-run=failed");
        assertThat(world.tenantStanding().tokensToday() - before).isEqualTo(26 + LEARNED * 5 + 27 + 1_024 * 5);
        assertThat(ended().served().chargedTokens()).isEqualTo(26 + LEARNED * 5 + 27 + 1_024 * 5);
        assertThat(world.events(GatewayEvent.Defect.class))
                .singleElement()
                .satisfies(defect -> assertThat(defect.last()).isFalse());
    }

    @Test
    void a_defect_of_the_targets_ledger_before_the_second_call_leaves_the_cut_answer_and_costs_nothing_more()
            throws Exception {
        long before = world.tenantStanding().tokensToday();
        world.transport.on(A, () -> {
            world.targetItems.defectAt = world.targetItems.writes + 1;
            return cut(LEARNED);
        });
        assertKept(serve());
        assertThat(world.tenantStanding().tokensToday() - before).isEqualTo(26 + LEARNED * 5);
    }

    @Test
    void a_defect_of_the_tenants_ledger_before_the_second_call_costs_nothing_more_either() throws Exception {
        long before = world.tenantStanding().tokensToday();
        world.transport.on(A, () -> {
            world.tenantItems.defectAt = world.tenantItems.writes + 2;
            return cut(LEARNED);
        });
        assertKept(serve());
        assertThat(world.tenantStanding().tokensToday() - before).isEqualTo(26 + LEARNED * 5);
    }

    @Test
    void a_defect_while_the_cut_answer_is_booked_does_not_keep_it_from_its_client() throws Exception {
        world.transport.on(A, () -> {
            world.tenantItems.defectAt = world.tenantItems.writes + 1;
            return cut(LEARNED);
        });
        assertKept(serve());
        assertThat(world.targetStanding(A).inFlight()).isZero();
        assertThat(100_000 - world.targetStanding(A).tokens().remaining())
                .as("forty before, and the cut one, with a burndown of 5")
                .isEqualTo(40 * (26 + 100 * 5) + 26 + LEARNED * 5);
    }

    private void assertKept(FakeClient client) {
        assertThat(client.text()).contains("\"outputTokens\":" + LEARNED);
        assertThat(client.header("x-breakwater-max-tokens")).isEqualTo("189; from=learned; second-run=failed");
    }

    @Test
    void a_second_run_that_is_throttled_costs_nothing() throws Exception {
        long before = world.tenantStanding().tokensToday();
        world.transport.on(A, cut(LEARNED)).on(A, PlayedGateway.failed(new Outcome.Throttled(Outcome.Quota.TOKENS)));

        assertCut(serve(), "189; from=learned; second-run=failed");
        assertThat(world.tenantStanding().tokensToday() - before).isEqualTo(26 + LEARNED * 5);
    }

    private void assertCut(FakeClient client, String maxTokens) {
        assertThat(client.reply().status()).isEqualTo(200);
        assertThat(client.text()).contains("\"stopReason\":\"max_tokens\"");
        assertThat(client.text()).contains("\"outputTokens\":" + LEARNED);
        assertThat(client.header("x-breakwater-max-tokens")).isEqualTo(maxTokens);
        assertThat(world.settled()).isTrue();
    }

    private void shortAnswers(int count) throws InterruptedException {
        for (int answer = 0; answer < count; answer++) {
            world.transport.on(A, PlayedGateway.whole(26, 100));
            serve();
        }
    }

    private FakeClient serve() throws InterruptedException {
        return world.serve(call(false));
    }

    private static ModelCall call(boolean stream) {
        return new ModelCall(
                Sample.SONNET, stream, ConverseBody.of(JsonNodeFactory.instance.objectNode()), OptionalLong.empty());
    }

    private static Attempted.Whole cut(long output) {
        Attempted.Whole whole = PlayedGateway.whole(26, output);
        whole.answer().put("stopReason", "max_tokens");
        return whole;
    }

    private List<Long> bounds() {
        return world.transport.requests.stream()
                .map(request ->
                        request.body().json().at("/inferenceConfig/maxTokens").asLong())
                .toList();
    }

    private GatewayEvent.RequestEnded ended() {
        return world.events(GatewayEvent.RequestEnded.class).getLast();
    }

    @Test
    void without_time_once_its_room_was_found_the_cut_answer_is_delivered_and_the_room_given_back() throws Exception {
        world.transport.on(A, () -> {
            int before = world.targetItems.writes;
            world.targetItems.meanwhile = () -> {
                if (world.targetItems.writes == before + 2) {
                    world.pass(Duration.ofSeconds(59));
                }
            };
            return cut(LEARNED);
        });

        assertCut(serve(), "189; from=learned; second-run=no-time");
        assertThat(world.transport.called).as("forty before").hasSize(41);
    }

    @Test
    void a_second_run_for_which_the_target_is_too_small_is_not_made() throws Exception {
        RoutedTarget small = Sample.target("b", Sample.EAST, Sample.SONNET_US, new Capacity(100, 1_000));
        world = new PlayedGateway(
                LIMITS,
                new Route(
                        Sample.SONNET,
                        1_024,
                        OutputBound.LEARNED,
                        List.of(new Tier(1, List.of(A)), new Tier(2, List.of(small))),
                        List.of()));
        shortAnswers(40);
        world.transport.on(A, PlayedGateway.failed(new Outcome.ServerFault())).on(small, cut(LEARNED));

        assertCut(serve(), "189; from=learned; second-run=no-room");
    }

    private TenantLedger operator() {
        return new TenantLedger(new Ledger(world.tenantItems, PlayedGateway.EPOCHS));
    }

    @Test
    void a_tenant_that_is_suspended_meanwhile_gets_its_cut_answer_and_no_second_run() throws Exception {
        world.transport.on(A, () -> {
            operator().amend(world.tenant, Amendments.NONE.withSuspended(true), world.instant());
            return cut(LEARNED);
        });

        assertCut(serve(), "189; from=learned; second-run=no-room");
    }

    @Test
    void a_tenant_whose_minute_is_made_smaller_than_a_second_run_meanwhile_gets_its_cut_answer() throws Exception {
        Map<LimitName, LimitOverride> smaller = Map.of(
                LimitName.TOKENS_PER_MINUTE,
                new LimitOverride(500, world.instant().plusSeconds(3_600)));
        world = world(LIMITS.with(LimitName.TOKENS_PER_MINUTE, 1_000_000));
        shortAnswers(40);
        world.transport.on(A, () -> {
            operator().amend(world.tenant, new Amendments(0, false, smaller), world.instant());
            return cut(LEARNED);
        });

        assertCut(serve(), "189; from=learned; second-run=no-room");
    }

    @Test
    void a_tenants_ledger_that_does_not_answer_costs_the_second_run_and_is_reported() throws Exception {
        world.transport.on(A, () -> {
            int before = world.tenantItems.writes;
            world.tenantItems.meanwhile = () -> world.tenantItems.down = world.tenantItems.writes > before + 1;
            return cut(LEARNED);
        });

        assertThat(serve().header("x-breakwater-max-tokens")).isEqualTo("189; from=learned; second-run=no-room");
        assertThat(world.events(GatewayEvent.StoreFailed.class))
                .extracting(GatewayEvent.StoreFailed::ledgerKey)
                .contains("T#search");
    }

    @Test
    void what_a_second_run_is_admitted_with_is_reported_as_of_any_request() throws Exception {
        world = new PlayedGateway(
                new Terms(
                        LIMITS.with(LimitName.REQUESTS_PER_MINUTE, 41),
                        1,
                        Set.of(LimitName.REQUESTS_PER_MINUTE),
                        false),
                new Route(Sample.SONNET, 1_024, OutputBound.LEARNED, List.of(new Tier(1, List.of(A))), List.of()));
        shortAnswers(40);
        world.transport.on(A, cut(LEARNED)).on(A, PlayedGateway.whole(26, 700));

        assertThat(serve().header("x-breakwater-max-tokens")).contains("second-run=done");
        assertThat(world.events(GatewayEvent.LimitOverlooked.class))
                .as("the 42nd in a minute that has room for 41")
                .hasSize(1);
    }

    @Test
    void a_model_that_shall_think_always_has_the_full_bound() {
        ObjectNode thinking = Samples.json(
                "{\"additionalModelRequestFields\": {\"thinking\": {\"type\": \"enabled\", \"budget_tokens\": 1024}}}");

        assertThat(bound(ConverseBody.of(JsonNodeFactory.instance.objectNode())))
                .isEqualTo(LEARNED);
        assertThat(bound(ConverseBody.of(thinking))).isEqualTo(1_024);
    }

    private long bound(ConverseBody body) {
        ModelCall call = new ModelCall(Sample.SONNET, false, body, OptionalLong.empty());
        return ((Validated.Valid<Prepared>) world.preparation.prepare(world.tenant, call, world.instant()))
                .value()
                .sizing()
                .maxTokens(A);
    }

    private AnswerLengths lengths() {
        return operator().lengths(world.tenant.id(), A.profile().model().id(), world.instant());
    }

    /// The longest answer that is recorded, by its bucket.
    private int longest() {
        world.pass(Duration.ofMinutes(1));
        world.transport.on(A, PlayedGateway.whole(26, 100));
        serveNow();
        return lengths().thousandths().keySet().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElseThrow();
    }

    private void serveNow() {
        try {
            serve();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static int bucketOf(long tokens) {
        return AnswerCounts.NONE
                .with(tokens, false)
                .byBucket()
                .keySet()
                .iterator()
                .next();
    }

    @Test
    void an_answer_that_stays_cut_counts_as_twice_as_long_and_one_that_was_run_again_as_long_as_it_then_was()
            throws Exception {
        world.transport.on(A, cut(LEARNED)).on(A, PlayedGateway.whole(26, 700));
        serve();
        assertThat(longest()).isEqualTo(bucketOf(700));
        assertThat(lengths().secondRunsToday()).isEqualTo(1);

        world = world(LIMITS);
        shortAnswers(40);
        world.transport.on(A, cut(LEARNED)).on(A, PlayedGateway.failed(new Outcome.Rejected("no")));
        serve();
        assertThat(longest()).isEqualTo(bucketOf(2 * LEARNED));
        assertThat(lengths().secondRunsToday()).isEqualTo(1);
    }

    @Test
    void a_second_run_is_made_by_the_same_api_or_not_at_all() throws Exception {
        MessagesBody own = MessagesBody.of(JsonNodeFactory.instance.objectNode());
        ConverseBody other = ConverseBody.of(JsonNodeFactory.instance.objectNode());
        ModelCall either = new ModelCall(
                Sample.SONNET,
                false,
                model -> new BodyChoice.Spoken(model.apis().contains(ModelApi.INVOKE) ? own : other),
                OptionalLong.empty());
        Attempted.Whole cut = PlayedGateway.whole(26, LEARNED);
        cut.answer().put("stop_reason", "max_tokens");
        world.transport.on(A, cut).on(A, PlayedGateway.failed(new Outcome.ApiMissing("invoke is not there", false)));

        assertThat(world.serve(either).header("x-breakwater-max-tokens"))
                .isEqualTo("189; from=learned; second-run=failed");
        assertThat(world.transport.called).hasSize(42);
        assertThat(((Validated.Valid<Prepared>) world.preparation.prepare(world.tenant, either, world.instant()))
                        .value()
                        .body(A))
                .as("nobody has found out whether the API is missing")
                .isSameAs(own);
    }
}
