package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.Sample;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.MessagesBody;
import io.breakwater.model.Guardrail;
import io.breakwater.model.Guardrails;
import io.breakwater.model.Limits;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Shares;
import io.breakwater.quota.outage.Outage;
import io.breakwater.routing.Availability;
import io.breakwater.routing.Outcome;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// A model's APIs are doors to one target: they share its quota and its health.
class ModelApisTest {
    private final RoutedTarget target = World.target("a", Sample.EAST, Sample.SONNET_US);
    private final World world = new World(Limits.UNLIMITED, Sample.route(List.of(target)));

    private static ModelCall messages() {
        MessagesBody body = MessagesBody.of(JsonNodeFactory.instance.objectNode());
        return new ModelCall(Sample.SONNET, false, _ -> new BodyChoice.Spoken(body), OptionalLong.of(10));
    }

    @Test
    void calls_by_any_api_count_in_the_one_ledger_of_the_target() throws InterruptedException {
        world.transport.on(target, World.whole(30, 4)).on(target, World.whole(50, 6));

        world.serve("req-1", World.call(false, 10));
        world.serve("req-2", messages());

        assertThat(world.transport.requests)
                .extracting(request -> request.body().operation(false))
                .containsExactly(ModelOperation.CONVERSE, ModelOperation.INVOKE);
        assertThat(world.targetStanding(target).requests().remaining()).isEqualTo(100 - 2);
        assertThat(world.targetStanding(target).tokens().remaining()).isEqualTo(100_000 - (30 + 5 * 4) - (50 + 5 * 6));
        assertThat(world.settled()).isTrue();
    }

    @Test
    void a_guardrail_that_is_set_goes_with_a_call_by_any_api() throws InterruptedException {
        Guardrail set = Sample.guardrail("set", Map.of(Sample.place(target.target()), new Guardrail.Copy("gr1", "3")));
        World guarded = new World(
                Sample.tenant(Limits.UNLIMITED),
                Sample.route(List.of(target)),
                Shares.NONE,
                Outage.closed(),
                new Guardrails(List.of(set)));
        guarded.transport.on(target, World.whole(30, 4)).on(target, World.whole(50, 6));

        guarded.serve("req-1", World.call(false, 10));
        guarded.serve("req-2", messages());

        assertThat(guarded.transport.requests.getFirst().body().json().at("/guardrailConfig/guardrailIdentifier"))
                .hasToString("\"gr1\"");
        assertThat(guarded.transport.requests.getLast().body().headers())
                .containsEntry("X-Amzn-Bedrock-GuardrailIdentifier", "gr1")
                .containsEntry("X-Amzn-Bedrock-GuardrailVersion", "3");
    }

    @Test
    void what_one_api_shows_of_the_targets_health_holds_for_the_others() throws InterruptedException {
        world.transport.on(target, World.failed(new Outcome.Misconfigured("AccessDeniedException")));

        world.serve("req-1", messages());

        assertThat(world.health.availability(target.target(), world.instant())).isInstanceOf(Availability.Out.class);
    }
}
