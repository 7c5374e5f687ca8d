package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.body.FamilyBodies;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.model.Capacity;
import io.breakwater.model.Feature;
import io.breakwater.model.Geography;
import io.breakwater.model.Limits;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.Price;
import io.breakwater.model.Profile;
import io.breakwater.model.RoutedTarget;
import io.breakwater.routing.RequestTimes;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// How long a model may take to begin while another one could still answer, and whether a stream is
/// requested from it.
final class SlowToBeginTest {
    private static final Profile SONNET = PlayedGateway.sonnet(
                    Set.of(Feature.SYSTEM, Feature.FLEX), Sample.SONNET_CARD.operations())
            .profile();
    private static final Capacity AMPLE = new Capacity(1_000, 100_000_000);
    private static final RoutedTarget A = Sample.target("a", Sample.EAST, SONNET, AMPLE);
    private static final RoutedTarget B = Sample.target("b", Sample.EAST, SONNET, AMPLE);

    private final PlayedGateway world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A), List.of(B)));

    private static ConverseBody body(String json) {
        return ConverseBody.of(Samples.json(json));
    }

    /// The time in which the first target must begin to answer.
    private Duration given(ModelBodies bodies) throws InterruptedException {
        world.transport.on(A, world.hello());
        world.serve(
                new ModelCall(Sample.SONNET, true, bodies, OptionalLong.of(100)),
                new FakeClient(),
                RequestTimes.until(world.instant().plus(Duration.ofMinutes(10))));
        assertThat(world.transport.called.getLast()).isEqualTo(A.target());
        return world.transport.limits.getLast().answer().length();
    }

    @Test
    void a_prompt_of_a_hundred_thousand_tokens_is_waited_for_and_a_shorter_one_is_not() throws Exception {
        world.inputTokens = 99_999;
        Duration usual = given(body("{}"));
        world.inputTokens = 100_000;

        assertThat(usual).isLessThanOrEqualTo(Duration.ofMinutes(1));
        assertThat(given(body("{}"))).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void the_service_tier_that_waits_is_waited_for() throws Exception {
        assertThat(given(body("{\"serviceTier\": {\"type\": \"flex\"}}"))).isEqualTo(Duration.ofMinutes(3));
        assertThat(given(body("{\"serviceTier\": {\"type\": \"default\"}}"))).isLessThan(Duration.ofMinutes(3));
    }

    @Test
    void a_schema_is_waited_for_until_the_account_has_answered_it_once() throws Exception {
        String schema = """
                {"outputConfig": {"textFormat": {"type": "json_schema", "structure": {"jsonSchema":
                 {"name": "x", "schema": "{\\"type\\":\\"%s\\"}"}}}}}""";
        ConverseBody object = body(schema.formatted("object"));

        assertThat(given(object)).isEqualTo(Duration.ofMinutes(3));
        assertThat(given(object)).as("compiled").isLessThan(Duration.ofMinutes(3));
        assertThat(given(body(schema.formatted("string")))).as("another one").isEqualTo(Duration.ofMinutes(3));
    }

    private static boolean askedForStream(RoutedTarget first, RoutedTarget second, ModelBodies bodies)
            throws InterruptedException {
        PlayedGateway world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(first), List.of(second)));
        world.transport.on(first, PlayedGateway.whole(26, 10));
        world.serve(new ModelCall(Sample.SONNET, false, bodies, OptionalLong.of(100)));
        return world.transport.requests.getFirst().stream();
    }

    @Test
    void a_whole_answer_of_which_nobody_knows_how_long_it_takes_is_asked_for_as_a_stream_where_there_is_one()
            throws Exception {
        RoutedTarget mute = PlayedGateway.sonnet(Set.of(), EnumSet.of(ModelOperation.CONVERSE));

        assertThat(askedForStream(A, B, body("{}"))).isTrue();
        assertThat(askedForStream(mute, B, body("{}"))).isFalse();
    }

    @Test
    void a_whole_answer_is_asked_for_as_a_stream_only_where_its_pieces_can_be_gathered() throws Exception {
        ModelCard llama = new ModelCard(
                new ModelId("meta.llama3-3-70b-instruct-v1:0"), "Llama 3.3 70B", 128_000, 8_192, 1, Set.of());
        Profile profile = Sample.profile(
                "us.meta.llama3-3-70b-instruct-v1:0",
                new ModelCard(
                        llama.id(),
                        llama.name(),
                        llama.contextTokens(),
                        llama.maxOutputTokens(),
                        llama.burndown(),
                        llama.features(),
                        EnumSet.of(ModelOperation.INVOKE, ModelOperation.INVOKE_WITH_RESPONSE_STREAM),
                        llama.streaming(),
                        llama.times(),
                        llama.listing()),
                Geography.US,
                new Price(720_000, 720_000, 0, 0));
        ModelBodies bodies = FamilyBodies.of(Samples.json("{\"prompt\": \"Hello\", \"max_gen_len\": 100}"), false)
                .orElseThrow();

        assertThat(askedForStream(
                        PlayedGateway.target("a", Sample.EAST, profile),
                        PlayedGateway.target("b", Sample.EAST, profile),
                        bodies))
                .isFalse();
    }
}
