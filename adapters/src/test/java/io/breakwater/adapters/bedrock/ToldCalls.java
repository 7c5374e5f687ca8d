package io.breakwater.adapters.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.Attempted;
import io.breakwater.call.ModelRequest;
import io.breakwater.call.ModelStream;
import io.breakwater.call.ModelStream.Piece;
import io.breakwater.call.StoredCall;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.model.AccountId;
import io.breakwater.model.Capacity;
import io.breakwater.model.Geography;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import io.breakwater.model.Price;
import io.breakwater.model.Profile;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import io.breakwater.surface.ApiOperation;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Calls of one profile through the transport to a Bedrock that answers as the test told it.
final class ToldCalls implements AutoCloseable {
    /// A stream of Claude, event by event.
    static final String START = "{\"type\":\"message_start\", \"message\":{\"usage\":{\"input_tokens\":3}}}";
    static final String DELTA =
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"gr\\u00fc\u00dfe\"},\"new\":1.10}";
    static final String END = "{\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"output_tokens\":2}}";
    static final String STOP = "{\"type\":\"message_stop\"}";

    static final TenantId TENANT = new TenantId("search");
    private static final CallLimits AMPLE = new CallLimits(
            new TimeLimit(Duration.ofMinutes(1), TimeLimit.Owner.FIRST_TOKEN),
            new TimeLimit(Duration.ofMinutes(1), TimeLimit.Owner.IDLE),
            new TimeLimit(Duration.ofMinutes(1), TimeLimit.Owner.ENVIRONMENT));

    private final Watchdog watchdog = new Watchdog();
    private final BedrockTransport transport;
    private final Target target;

    ToldCalls(ToldBedrock bedrock, String profile) {
        this(bedrock, profile, ModelIds.SYSTEM);
    }

    ToldCalls(ToldBedrock bedrock, String profile, ModelIds ids) {
        transport = new BedrockTransport(
                bedrock,
                new FixedCredentials(),
                _ -> URI.create("http://bedrock"),
                ids,
                watchdog,
                InstantSource.system());
        target = new Target(
                new ShardId("a"), new AccountId("111111111111"), new Region("us-east-1"), new ProfileId(profile));
    }

    Attempted call(ModelBody body, boolean stream) {
        return transport.call(target, new ModelRequest(TENANT, body, stream), AMPLE);
    }

    Attempted stored() {
        return transport.stored(target, TENANT, new StoredCall(ApiOperation.GET_RESPONSE, "resp_1", ""), AMPLE);
    }

    Attempted counted(ObjectNode input) {
        ModelId model = new ModelId(target.profile().value().replaceFirst("^us\\.", ""));
        Profile profile = new Profile(
                target.profile(),
                new ModelCard(model, "Model", 200_000, 8_000, 1, Set.of()),
                Geography.US,
                Map.of(),
                new Price(1, 1, 1, 1),
                Capacity.UNKNOWN);
        return transport.counted(new RoutedTarget(target, profile, Capacity.UNKNOWN, 1), TENANT, input, AMPLE);
    }

    /// All pieces of a streamed answer.
    List<Piece> pieces(ModelBody body) {
        List<Piece> pieces = new ArrayList<>();
        assertThat(call(body, true)).isInstanceOfSatisfying(Attempted.Opened.class, opened -> {
            try (ModelStream stream = opened.stream()) {
                do {
                    pieces.add(stream.next());
                } while (pieces.getLast() instanceof Piece.Event);
            }
        });
        return pieces;
    }

    /// Each event in the bytes that the model sent.
    static List<String> written(List<Piece> events) {
        return events.stream()
                .map(piece -> piece instanceof Piece.Event(ModelEvent event)
                        ? event.written().orElseThrow()
                        : piece.toString())
                .toList();
    }

    /// How a call failed: the outcome's label.
    static String label(Attempted attempted) {
        return attempted instanceof Attempted.Failed(Outcome outcome) ? outcome.label() : attempted.toString();
    }

    @Override
    public void close() {
        watchdog.close();
    }
}
