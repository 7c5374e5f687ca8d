package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.Sample;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.Validated;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ChatBody;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.body.MessagesBody;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.model.Feature;
import io.breakwater.model.Limits;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.RoutedTarget;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What becomes of calls whose API the target's Region lacks.
final class MissingApiCallTest {
    private static final RoutedTarget A = PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US);
    private static final Outcome MISSING = new Outcome.ApiMissing("invoke is not in us-east-1", false);
    private static final ModelBody MESSAGES = MessagesBody.of(JsonNodeFactory.instance.objectNode());
    private static final ModelBody CONVERSE = ConverseBody.of(JsonNodeFactory.instance.objectNode());

    private final PlayedGateway world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A)));

    /// A call by InvokeModel if the model has that API, otherwise with the other body.
    private static ModelCall orElse(ModelBody other, boolean stream) {
        ModelBodies bodies = model -> new BodyChoice.Spoken(model.apis().contains(ModelApi.INVOKE) ? MESSAGES : other);
        return new ModelCall(Sample.SONNET, stream, bodies, OptionalLong.of(100));
    }

    private static ModelCall either() {
        return orElse(CONVERSE, false);
    }

    private List<ModelOperation> asked() {
        return world.transport.requests.stream()
                .map(request -> request.body().operation(false))
                .toList();
    }

    private void lackingInvoke() {
        world.preparation.lacks(A, ModelApi.INVOKE, world.instant());
    }

    private ModelBody body(ModelCall call) {
        return body(call, A);
    }

    private ModelBody body(ModelCall call, RoutedTarget target) {
        return ((Validated.Valid<Prepared>) world.preparation.prepare(world.tenant, call, world.instant()))
                .value()
                .body(target);
    }

    @Test
    void it_is_made_at_once_by_the_next_api_which_later_ones_take_until_somebody_looks_again() throws Exception {
        world.transport.on(A, PlayedGateway.failed(MISSING)).on(A, PlayedGateway.whole(26, 10));
        assertThat(world.serve(either()).header("x-breakwater-attempts")).isEqualTo("2");
        world.transport.on(A, PlayedGateway.whole(26, 10)).on(A, PlayedGateway.whole(26, 10));
        world.serve(either());
        world.pass(Duration.ofMinutes(16));
        world.serve(either());

        assertThat(asked())
                .containsExactly(
                        ModelOperation.INVOKE, ModelOperation.CONVERSE, ModelOperation.CONVERSE, ModelOperation.INVOKE);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void where_no_other_api_carries_the_request_it_is_made_once() throws Exception {
        world.transport.on(A, PlayedGateway.failed(MISSING));

        assertThat(world.serve(orElse(MESSAGES, false)).text()).isEqualTo("NoCapacity");
        assertThat(world.transport.called).hasSize(1);
    }

    @Test
    void what_goes_on_from_a_stored_response_stays_with_the_api_that_stored_it() {
        lackingInvoke();

        assertThat(body(either())).isSameAs(CONVERSE);
        assertThat(body(either().from(Optional.of(A.target().label())))).isSameAs(MESSAGES);
    }

    @Test
    void another_api_is_taken_only_where_the_model_has_it() {
        lackingInvoke();
        ModelBody chat = ChatBody.of(JsonNodeFactory.instance.objectNode(), Set.of(), List.of());

        assertThat(body(orElse(chat, false))).isSameAs(MESSAGES);
    }

    @Test
    void another_api_is_taken_only_where_the_model_understands_what_it_then_needs() {
        lackingInvoke();
        JsonNode cached = Samples.json("{\"system\": [{\"text\": \"x\"}, {\"cachePoint\": {\"type\": \"default\"}}]}");
        ModelBody needy = ConverseBody.of(cached.deepCopy());
        assertThat(needy.needs()).as("which Sonnet lacks here").contains(Feature.CACHING);

        assertThat(body(orElse(needy, false))).isSameAs(MESSAGES);
    }

    @Test
    void another_api_is_taken_for_a_stream_only_where_the_model_streams_it() {
        lackingInvoke();

        assertThat(body(orElse(CONVERSE, true))).isSameAs(CONVERSE);
        RoutedTarget mute =
                PlayedGateway.sonnet(Set.of(), EnumSet.complementOf(EnumSet.of(ModelOperation.CONVERSE_STREAM)));
        assertThat(body(either(), mute)).isSameAs(CONVERSE);
        assertThat(body(orElse(CONVERSE, true), mute)).isSameAs(MESSAGES);
    }
}
