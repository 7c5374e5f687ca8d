package io.breakwater.call;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.Sample;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.OutputBound;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tier;
import io.breakwater.quota.operations.Ledger;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;

/// A tenant of whose answers forty were short, so that a long one is cut at what was learned.
abstract class SecondRunFixture {
    static final RoutedTarget A = PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US);
    static final Limits LIMITS = Limits.UNLIMITED
            .with(LimitName.REQUESTS_PER_MINUTE, 60)
            .with(LimitName.TOKENS_PER_DAY, 1_000_000)
            .with(LimitName.CONCURRENCY, 1);

    /// The bound after 40 answers of 100 tokens, which are in the bucket that ends at 108: `108 x (1 +
    /// 30 / 40)`.
    static final long LEARNED = 189;

    PlayedGateway world = world(LIMITS);

    static PlayedGateway world(Limits limits) {
        return new PlayedGateway(
                limits,
                new Route(Sample.SONNET, 1_024, OutputBound.LEARNED, List.of(new Tier(1, List.of(A))), List.of()));
    }

    @BeforeEach
    void forty_answers_were_short() throws Exception {
        shortAnswers(40);
    }

    void shortAnswers(int count) throws InterruptedException {
        for (int answer = 0; answer < count; answer++) {
            world.transport.on(A, PlayedGateway.whole(26, 100));
            serve();
        }
    }

    FakeClient serve() throws InterruptedException {
        return world.serve(call(false));
    }

    static ModelCall call(boolean stream) {
        return new ModelCall(
                Sample.SONNET, stream, ConverseBody.of(JsonNodeFactory.instance.objectNode()), OptionalLong.empty());
    }

    static Attempted.Whole cut(long output) {
        Attempted.Whole whole = PlayedGateway.whole(26, output);
        whole.answer().put("stopReason", "max_tokens");
        return whole;
    }

    GatewayEvent.RequestEnded ended() {
        return world.events(GatewayEvent.RequestEnded.class).getLast();
    }

    TenantLedger operator() {
        return new TenantLedger(new Ledger(world.tenantItems, PlayedGateway.EPOCHS));
    }
}
