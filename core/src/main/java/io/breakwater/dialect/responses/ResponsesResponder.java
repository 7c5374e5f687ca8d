package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.ReplyHeaders;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.SealedIds;
import io.breakwater.dialect.body.FeatureMembers;
import io.breakwater.dialect.json.SharedMembers;
import io.breakwater.model.Alias;
import io.breakwater.model.Feature;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/// Answers a Responses request. Answers of models with that API pass unchanged, others are translated.
///
/// @param request as its client wrote it, for the settings that a translated answer repeats
/// @param untranslated why the request has no translation, if one was tried
/// @param stored the ids for a stored response; empty if nothing is stored
record ResponsesResponder(ObjectNode request, Supplier<Optional<Refusal>> untranslated, Optional<Stored> stored)
        implements Responder {

    /// The ids of a tenant for the stored responses of an alias.
    record Stored(SealedIds ids, Alias alias) {}

    @Override
    public ApiReply whole(ObjectNode answer, Answered answered) {
        return new ApiReply(
                200,
                ReplyHeaders.ofAnswer(answered.requestId()),
                response(answer, answered).toString().getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode response(ObjectNode answer, Answered answered) {
        return switch (answered.api()) {
            case CONVERSE -> ResponsesAnswer.of(answer, new ResponseObject(request, answered), asJson());
            case OPENAI_RESPONSES -> {
                ObjectNode own = stored.map(by -> StoredAnswer.whole(
                                        by.ids(), by.alias(), answered.target(), answer, answered.inputTokens())
                                .response(answer))
                        .orElse(answer);
                yield told(own, answered);
            }
            case INVOKE, ANTHROPIC_MESSAGES, OPENAI_CHAT -> throw notAsked(answered);
        };
    }

    /// A response in its client's names: with the alias, if it replaces the model's name, and with the
    /// previous response's id as the client sent it, not Bedrock's. The same object if there is
    /// neither.
    private ObjectNode told(ObjectNode response, Answered answered) {
        ObjectNode own = answered.aliased() ? named(response, answered) : response;
        return own.path(StoredContext.PREVIOUS).isTextual()
                ? SharedMembers.of(own).set(StoredContext.PREVIOUS, request.path(StoredContext.PREVIOUS))
                : own;
    }

    /// The response with the alias as its model.
    static ObjectNode named(ObjectNode response, Answered answered) {
        return SharedMembers.of(response).put("model", answered.model());
    }

    @Override
    public AnswerStream stream(Answered answered) {
        ResponseObject response = new ResponseObject(request, answered);
        return switch (answered.api()) {
            case CONVERSE -> new ResponsesStream(response, asJson());
            case OPENAI_RESPONSES ->
                new PassedResponseStream(
                        response,
                        stored.map(by ->
                                new StoredAnswer(by.ids(), by.alias(), answered.target(), answered.inputTokens())),
                        told -> told(told, answered));
            case INVOKE, ANTHROPIC_MESSAGES, OPENAI_CHAT -> throw notAsked(answered);
        };
    }

    private static IllegalStateException notAsked(Answered answered) {
        return new IllegalStateException(
                "responses are not asked for by " + answered.api().label());
    }

    private boolean asJson() {
        return request.path("text").path("format").path("type").asText().startsWith("json_");
    }

    @Override
    public Optional<String> member(Feature feature) {
        return Optional.of(FeatureMembers.RESPONSES.of(feature));
    }

    /// If no model could be asked, the fault in the request is reported instead of the plan's reason.
    @Override
    public ApiReply refuse(Refusal refusal, String requestId) {
        Refusal told = untranslated
                .get()
                .filter(why -> refusal.message().endsWith(why.message()))
                .orElse(refusal);
        return ResponsesErrors.reply(told, requestId);
    }
}
