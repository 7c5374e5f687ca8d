package io.breakwater.simulated.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.answer.Author;
import io.breakwater.simulated.bedrock.answer.Conversation;
import io.breakwater.simulated.bedrock.answer.Dialect;
import io.breakwater.simulated.bedrock.fault.FaultScript.Strike;
import io.breakwater.simulated.bedrock.fault.ModelCall;
import io.breakwater.simulated.bedrock.fault.Refusals;
import io.breakwater.simulated.bedrock.quota.Admission;
import io.breakwater.simulated.bedrock.quota.PoolKey;
import io.breakwater.simulated.bedrock.quota.Reservation;
import io.breakwater.simulated.bedrock.quota.Shortage;
import io.breakwater.simulated.bedrock.quota.Usage;
import io.breakwater.simulated.bedrock.wire.BedrockError;
import io.breakwater.simulated.bedrock.wire.Checked;
import io.breakwater.simulated.bedrock.wire.Json;
import java.util.Optional;

/// Decides whether a call runs, in Bedrock's order: faults, validation, context window, quota; and if so, its
/// answer.
final class Desk {

    /// A call whose body was read and found right.
    private record Understood(Arrival arrival, Route route, Dialect dialect, Conversation conversation) {

        long maxTokens() {
            Long asked = conversation.maxTokens();
            return asked == null ? route.model().maxOutputTokens() : asked;
        }
    }

    private final World world;

    Desk(World world) {
        this.world = world;
    }

    Checked<Job> admit(Arrival arrival, Route route, byte[] body) {
        PoolKey key = key(arrival, route);
        boolean streams = arrival.path().operation().streams();
        Optional<Strike> strike = world.faults().next(new ModelCall(key, route.modelId(), streams), arrival.at());
        Optional<BedrockError> refusal = strike.flatMap(struck -> Refusals.of(struck.fault(), streams));
        if (refusal.isPresent()) {
            return Checked.no(refusal.get());
        }
        return Dialects.of(arrival.path().operation(), route.modelId())
                .then(dialect -> Json.parse(body)
                        .then(request -> read(request, dialect, route))
                        .then(conversation ->
                                streamable(conversation, arrival.path().operation(), route))
                        .then(conversation -> reserved(new Understood(arrival, route, dialect, conversation), strike)));
    }

    /// The request as Bedrock understands it, or what is wrong with it.
    Checked<Conversation> read(JsonNode request, Dialect dialect, Route route) {
        Optional<BedrockError> wrong = dialect.check(request, route.model().maxOutputTokens());
        if (wrong.isPresent()) {
            return Checked.no(wrong.get());
        }
        Conversation conversation = dialect.read(request);
        return conversation.promptTokens() > route.model().contextTokens()
                ? Checked.no(BedrockError.validation("Input is too long for requested model."))
                : Checked.ok(conversation);
    }

    private static Checked<Conversation> streamable(Conversation conversation, Operation operation, Route route) {
        if (operation != Operation.CONVERSE_STREAM) {
            return Checked.ok(conversation);
        }
        return switch (route.model().streaming()) {
            case NONE -> Checked.no(BedrockError.validation("The model is unsupported for streaming."));
            case TEXT ->
                conversation.tools().isEmpty()
                        ? Checked.ok(conversation)
                        : Checked.no(BedrockError.validation("This model doesn't support tool use in streaming mode."));
            case ALL -> Checked.ok(conversation);
        };
    }

    private Checked<Job> reserved(Understood call, Optional<Strike> strike) {
        PoolKey key = key(call.arrival, call.route);
        long reserved = new Usage(call.conversation.promptTokens(), 0, 0, 0)
                .reservedTokens(call.maxTokens() * reservationRate(call.route));
        return switch (world.pools().admit(key, reserved, call.arrival.at())) {
            case Admission.Refused(Shortage shortage) -> Checked.no(BedrockError.throttling(shortage.message()));
            case Admission.Admitted(Reservation reservation) -> Checked.ok(job(call, reservation, strike));
        };
    }

    private Job job(Understood call, Reservation reservation, Optional<Strike> strike) {
        PoolKey key = reservation.key();
        String modelId = call.route.modelId();
        String place = key.account() + '/' + key.region() + '/' + modelId;
        return new Job(
                call.arrival,
                call.route,
                call.dialect,
                call.conversation,
                world.cache().read(place, call.conversation, call.arrival.at()),
                reservation,
                new Author(modelId, call.maxTokens()).answer(call.conversation),
                world.distribution().next(key, call.route.destinations()),
                strike);
    }

    private long reservationRate(Route route) {
        return world.limits().reserveWithBurndown() ? route.model().burndown() : 1;
    }

    private static PoolKey key(Arrival arrival, Route route) {
        return new PoolKey(arrival.caller().account(), arrival.caller().region(), route.profile());
    }
}
