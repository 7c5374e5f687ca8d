package io.breakwater.local.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.local.bedrock.answer.Author;
import io.breakwater.local.bedrock.answer.Conversation;
import io.breakwater.local.bedrock.answer.Dialect;
import io.breakwater.local.bedrock.fault.FaultScript.Strike;
import io.breakwater.local.bedrock.fault.Refusals;
import io.breakwater.local.bedrock.quota.Admission;
import io.breakwater.local.bedrock.quota.PoolKey;
import io.breakwater.local.bedrock.quota.Shortage;
import io.breakwater.local.bedrock.quota.Usage;
import io.breakwater.local.bedrock.wire.BedrockError;
import io.breakwater.local.bedrock.wire.Checked;
import io.breakwater.local.bedrock.wire.Json;
import java.util.Optional;

/// Decides whether a call runs, in Bedrock's order: faults, validation, context window, quota; and if so, its answer.
final class Desk {

    private final World world;

    Desk(World world) {
        this.world = world;
    }

    Checked<Job> admit(Arrival arrival, Route route, byte[] body) {
        PoolKey key = key(arrival, route);
        Optional<Strike> strike = world.faults().next(key, arrival.at());
        Optional<BedrockError> refusal = strike.flatMap(struck ->
                Refusals.of(struck.fault().kind(), arrival.path().operation().streams()));
        if (refusal.isPresent()) {
            return Checked.no(refusal.get());
        }
        Dialect dialect = Dialects.of(arrival.path().operation(), route.modelId());
        return Json.parse(body)
                .then(request -> read(request, dialect, route))
                .then(conversation -> reserved(arrival, route, dialect, conversation))
                .then(job -> Checked.ok(strike.isPresent() ? struck(job, strike) : job));
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

    private Checked<Job> reserved(Arrival arrival, Route route, Dialect dialect, Conversation conversation) {
        PoolKey key = key(arrival, route);
        ModelSpec model = route.model();
        Long asked = conversation.maxTokens();
        long maxTokens = asked == null ? model.maxOutputTokens() : asked;
        String place = key.account() + '/' + key.region() + '/' + route.modelId();
        long reserved = new Usage(conversation.promptTokens(), 0, 0, 0)
                .reservedTokens(maxTokens * (world.limits().reserveWithBurndown() ? model.burndown() : 1));
        return switch (world.pools().admit(key, reserved, arrival.at())) {
            case Admission.Refused(Shortage shortage) -> Checked.no(BedrockError.throttling(shortage.message()));
            case Admission.Admitted(var reservation) ->
                Checked.ok(new Job(
                        arrival,
                        route,
                        dialect,
                        conversation,
                        world.cache().read(place, conversation, arrival.at()),
                        reservation,
                        new Author(route.modelId(), maxTokens).answer(conversation),
                        world.distribution().next(key, route.destinations()),
                        Optional.empty()));
        };
    }

    private static Job struck(Job job, Optional<Strike> strike) {
        return new Job(
                job.arrival(),
                job.route(),
                job.dialect(),
                job.conversation(),
                job.prompt(),
                job.reservation(),
                job.answer(),
                job.inferenceRegion(),
                strike);
    }

    private static PoolKey key(Arrival arrival, Route route) {
        return new PoolKey(arrival.caller().account(), arrival.caller().region(), route.profile());
    }
}
