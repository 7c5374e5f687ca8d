package io.breakwater.simulated.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.answer.AnswerLimit;
import io.breakwater.simulated.bedrock.answer.AskedConversation;
import io.breakwater.simulated.bedrock.answer.BodyFormat;
import io.breakwater.simulated.bedrock.answer.CacheRules;
import io.breakwater.simulated.bedrock.answer.CannedAnswers;
import io.breakwater.simulated.bedrock.answer.ModelAnswer;
import io.breakwater.simulated.bedrock.fault.FaultErrors;
import io.breakwater.simulated.bedrock.fault.FaultScript.Strike;
import io.breakwater.simulated.bedrock.fault.MatchedCall;
import io.breakwater.simulated.bedrock.quota.PoolAdmission;
import io.breakwater.simulated.bedrock.quota.PoolKey;
import io.breakwater.simulated.bedrock.quota.PoolReservation;
import io.breakwater.simulated.bedrock.quota.Shortage;
import io.breakwater.simulated.bedrock.quota.Usage;
import io.breakwater.simulated.bedrock.rules.ContextRules;
import io.breakwater.simulated.bedrock.rules.ModelTraits;
import io.breakwater.simulated.bedrock.wire.Checked;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.util.Optional;

/// Decides whether a call runs, in Bedrock's order: faults, validation, context window, quota; and if so, its
/// answer.
final class CallAdmission {

    /// A call whose body was read and found valid.
    private record Understood(
            SignedCall signedCall, ModelRoute route, BodyFormat dialect, AskedConversation conversation) {

        long maxTokens() {
            Long asked = conversation.shape().maxTokens();
            return asked == null ? route.model().maxOutputTokens() : asked;
        }
    }

    private final SimulationState world;

    CallAdmission(SimulationState world) {
        this.world = world;
    }

    Checked<AdmittedCall> admit(SignedCall signedCall, ModelRoute route, byte[] body) {
        PoolKey key = key(signedCall, route);
        boolean streams = signedCall.path().operation().streams();
        boolean vendors = signedCall.path().operation().isVendors();
        Optional<Strike> strike =
                world.faults().next(new MatchedCall(key, route.modelId(), streams, vendors), signedCall.at());
        Optional<SentError> refusal = strike.flatMap(struck -> FaultErrors.of(struck.fault(), streams));
        if (refusal.isPresent()) {
            return Checked.no(refusal.get());
        }
        return BodyFormats.of(signedCall.path().operation(), route.modelId())
                .then(dialect -> Json.parse(body)
                        .then(request -> signedCall.path().operation().isResponses()
                                ? world.stored().whole(signedCall.caller(), request)
                                : Checked.ok(request))
                        .then(request -> NativeMessages.invoked(request, signedCall))
                        .then(request -> read(request, dialect, route))
                        .then(conversation -> tiered(conversation, signedCall, route))
                        .then(conversation ->
                                streamable(conversation, signedCall.path().operation(), route))
                        .then(conversation ->
                                reserved(new Understood(signedCall, route, dialect, conversation), strike)));
    }

    /// The request as Bedrock understands it, or what is wrong with it.
    Checked<AskedConversation> read(JsonNode request, BodyFormat dialect, ModelRoute route) {
        Optional<SentError> wrong =
                dialect.check(request, route.modelId(), route.model().maxOutputTokens());
        if (wrong.isPresent()) {
            return Checked.no(wrong.get());
        }
        AskedConversation conversation = dialect.read(request);
        return tooLong(conversation, dialect, route)
                .map(SentError::validation)
                .map(Checked::<AskedConversation>no)
                .orElseGet(() -> Checked.ok(conversation));
    }

    private static Optional<String> tooLong(AskedConversation conversation, BodyFormat dialect, ModelRoute route) {
        long tokens = dialect.contextTokens(conversation);
        long most = route.model().contextTokens();
        Long asked = conversation.shape().maxTokens();
        return tokens > most
                ? Optional.of(dialect.tooLong(route.modelId(), tokens, most))
                : Optional.ofNullable(asked).flatMap(max -> ContextRules.noRoom(route.modelId(), tokens, max, most));
    }

    /// InvokeModel is told its tier in a header.
    private static Checked<AskedConversation> tiered(
            AskedConversation conversation, SignedCall call, ModelRoute route) {
        String asked = call.headers().tier();
        return asked == null || !call.path().operation().invokes()
                ? Checked.ok(conversation)
                : ModelTraits.of(route.modelId())
                        .refusedTier(asked)
                        .map(why -> Checked.<AskedConversation>no(SentError.validation(why)))
                        .orElseGet(() -> Checked.ok(conversation));
    }

    private static Checked<AskedConversation> streamable(
            AskedConversation conversation, RuntimeOperation operation, ModelRoute route) {
        if (operation != RuntimeOperation.CONVERSE_STREAM) {
            return Checked.ok(conversation);
        }
        return switch (route.model().streaming()) {
            case NONE -> Checked.no(SentError.validation("The model is unsupported for streaming."));
            case TEXT ->
                conversation.tools().isEmpty()
                        ? Checked.ok(conversation)
                        : Checked.no(SentError.validation("This model doesn't support tool use in streaming mode."));
            case ALL -> Checked.ok(conversation);
        };
    }

    private Checked<AdmittedCall> reserved(Understood call, Optional<Strike> strike) {
        PoolKey key = key(call.signedCall, call.route);
        long reserved = new Usage(call.conversation.promptTokens(), 0, 0, 0)
                .reservedTokens(call.maxTokens() * reservationRate(call.route));
        return switch (world.pools().admit(key, reserved, call.signedCall.at())) {
            case PoolAdmission.Refused(Shortage shortage) -> Checked.no(SentError.throttling(shortage.message()));
            case PoolAdmission.Admitted(PoolReservation reservation) -> Checked.ok(admitted(call, reservation, strike));
        };
    }

    private AdmittedCall admitted(Understood call, PoolReservation reservation, Optional<Strike> strike) {
        PoolKey key = reservation.key();
        String modelId = call.route.modelId();
        String place = key.account() + '/' + key.region() + '/' + modelId;
        return new AdmittedCall(
                call.signedCall,
                call.route,
                call.dialect,
                call.conversation,
                world.cache().read(place, call.conversation, cacheRules(call.route), call.signedCall.at()),
                reservation,
                answer(call),
                world.distribution().next(key, call.route.destinations()),
                strike,
                Optional.empty());
    }

    private static CacheRules cacheRules(ModelRoute route) {
        ModelTraits traits = ModelTraits.of(route.modelId());
        return new CacheRules(route.model().cacheMinimumTokens(), traits.blocksBack(), traits.takesHourOfCache());
    }

    private static ModelAnswer answer(Understood call) {
        String requestId = call.signedCall.requestId();
        long room = call.route.model().contextTokens() - call.dialect.contextTokens(call.conversation);
        AnswerLimit limit = AnswerLimit.of(call.maxTokens(), room);
        return new CannedAnswers(call.route.modelId(), limit, use -> ToolUseIds.of(requestId, use))
                .answer(call.conversation);
    }

    private long reservationRate(ModelRoute route) {
        return world.limits().reserveWithBurndown() ? route.model().burndown() : 1;
    }

    private static PoolKey key(SignedCall signedCall, ModelRoute route) {
        return new PoolKey(signedCall.caller().account(), signedCall.caller().region(), route.profile());
    }
}
