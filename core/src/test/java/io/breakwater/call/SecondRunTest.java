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
import io.breakwater.model.LimitName;
import io.breakwater.model.ModelApi;
import io.breakwater.model.OutputBound;
import io.breakwater.model.Route;
import io.breakwater.model.Terms;
import io.breakwater.model.Tier;
import io.breakwater.quota.lengths.AnswerCounts;
import io.breakwater.quota.lengths.AnswerLengths;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A bound that is learned, and an answer that was cut at it.
final class SecondRunTest extends SecondRunFixture {
    private static final Duration MOMENT = Duration.ofMillis(50);

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

    private List<Long> bounds() {
        return world.transport.requests.stream()
                .map(request ->
                        request.body().json().at("/inferenceConfig/maxTokens").asLong())
                .toList();
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
