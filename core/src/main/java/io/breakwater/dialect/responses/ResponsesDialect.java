package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.BedrockHeaders;
import io.breakwater.dialect.BodyGate;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Dialect;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.bedrock.BedrockDialect;
import io.breakwater.dialect.openai.OpenAiDialect;
import io.breakwater.surface.ApiOperation;
import io.breakwater.surface.ClientFamily;
import java.util.EnumSet;
import java.util.Set;

/// `POST /v1/responses` as OpenAI's clients speak it ("Responses", OpenAI API reference), whole and streamed.
/// Unless the alias stores responses, members that need a stored one are refused by name.
public final class ResponsesDialect implements Dialect {
    private static final Set<ApiOperation> OWN = EnumSet.of(
            ApiOperation.CREATE_RESPONSE,
            ApiOperation.GET_RESPONSE,
            ApiOperation.DELETE_RESPONSE,
            ApiOperation.CANCEL_RESPONSE,
            ApiOperation.PLAN);

    private final BodyGate gate;

    public ResponsesDialect(BodyGate gate) {
        this.gate = gate;
    }

    @Override
    public ClientFamily clients() {
        return ClientFamily.OPENAI;
    }

    /// A dry run, too, unless it is in the dialect of other clients; so the dialect of the rest of OpenAI's
    /// API is asked after this one.
    @Override
    public boolean isSpoken(ApiRequest request) {
        return ApiOperation.at(request.path()).filter(OWN::contains).isPresent();
    }

    /// On a path shared by several APIs, such as the dry run's, a request with `input` is not a chat
    /// completion; its content tells a Responses request from an embeddings request. One with `modelId`
    /// is one of AWS's SDKs'.
    @Override
    public Decoded decode(ApiRequest request, NameResolver names) {
        boolean shared = !ApiOperation.CREATE_RESPONSE.path().equals(request.path());
        return gate.read(
                request,
                body -> shared && body.has(BedrockDialect.MODEL_ID)
                        ? BedrockDialect.planned(request, body, names)
                        : BedrockHeaders.heed(
                                request,
                                false,
                                () -> shared ? told(body, names) : new ResponsesRequest(body).decode(names)));
    }

    private static Decoded told(ObjectNode body, NameResolver names) {
        if (!body.has("input")) {
            return OpenAiDialect.chat(body, names);
        }
        boolean ofVectors = names.alias(body.path("model").asText())
                .flatMap(names::embedding)
                .isPresent();
        return ofVectors || OpenAiDialect.embeds(body)
                ? OpenAiDialect.embeddings(body, names)
                : new ResponsesRequest(body).decode(names);
    }

    @Override
    public ApiReply refuse(Refusal refusal, String requestId) {
        return ResponsesErrors.reply(refusal, requestId);
    }
}
