package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.BedrockHeaders;
import io.breakwater.dialect.BodyGate;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Dialect;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Responder;
import io.breakwater.model.ModelApi;
import io.breakwater.surface.ApiOperation;
import io.breakwater.surface.ClientFamily;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// `POST /v1/chat/completions` as OpenAI's clients speak it, the older `POST /v1/completions`, `POST
/// /v1/embeddings`, and Azure's form of them.
///
/// Models with OpenAI's own API get the client's JSON, except for the members that the gateway sets
/// ([PassedChat]). For other models, members with a form in Converse are translated, members that
/// change nothing are dropped, and all others are refused by name, since an answer to another question
/// is worse than none.
public final class OpenAiDialect implements Dialect {
    /// Azure's paths, which name the model; a model in the body does not count.
    private static final Set<ApiOperation> DEPLOYMENTS = EnumSet.of(
            ApiOperation.CREATE_DEPLOYMENT_CHAT_COMPLETION,
            ApiOperation.CREATE_DEPLOYMENT_COMPLETION,
            ApiOperation.CREATE_DEPLOYMENT_EMBEDDING);

    private static final Set<ApiOperation> COMPLETIONS =
            EnumSet.of(ApiOperation.CREATE_COMPLETION, ApiOperation.CREATE_DEPLOYMENT_COMPLETION);
    private static final Set<ApiOperation> EMBEDDINGS =
            EnumSet.of(ApiOperation.CREATE_EMBEDDING, ApiOperation.CREATE_DEPLOYMENT_EMBEDDING);
    private static final Responder PLAIN = new ChatResponder(false, false, false);

    private final BodyGate gate;

    public OpenAiDialect(BodyGate gate) {
        this.gate = gate;
    }

    @Override
    public ClientFamily clients() {
        return ClientFamily.OPENAI;
    }

    @Override
    public Decoded decode(ApiRequest request, NameResolver names) {
        return BedrockHeaders.heed(
                request, false, () -> gate.read(request, body -> decode(request.path(), body, names)));
    }

    private static Decoded decode(String path, ObjectNode body, NameResolver names) {
        ApiOperation operation = ApiOperation.at(path).orElse(ApiOperation.CREATE_CHAT_COMPLETION);
        if (DEPLOYMENTS.contains(operation)) {
            body.put("model", operation.variable(path));
        }
        return COMPLETIONS.contains(operation)
                ? new CompletionRequest(body).decode(names)
                : EMBEDDINGS.contains(operation) ? embeddings(body, names) : chat(body, names);
    }

    /// Whether a body with `input` is an embeddings request, on a path that does not tell: it has a
    /// list of texts, or a member that Responses do not have.
    public static boolean embeds(ObjectNode body) {
        return body.path("input").path(0).isTextual()
                || Stream.of("dimensions", "encoding_format", "input_type").anyMatch(body::has);
    }

    /// Reads an embeddings request, from any path.
    public static Decoded embeddings(ObjectNode body, NameResolver names) {
        return new EmbeddingRequest(body).decode(names);
    }

    /// Reads a chat completion.
    ///
    /// @param body not modified from now on
    public static Decoded chat(ObjectNode body, NameResolver names) {
        boolean passes = Optional.ofNullable(body.path("model").textValue())
                .flatMap(names::alias)
                .filter(alias -> names.calls(alias, ModelApi.OPENAI_CHAT))
                .isPresent();
        return passes ? new PassedChat(body).decode(names) : translated(body, names);
    }

    /// Reads a chat completion that is translated for every model, so its answers are in Converse's
    /// format.
    ///
    /// @param body not modified from now on
    public static Decoded translated(ObjectNode body, NameResolver names) {
        return new ChatRequest(body).decode(names);
    }

    /// The same for a chat completion made from a request in another API of OpenAI's.
    ///
    /// @param unheeded the options of that request that no model gets, by their names in answers
    public static Decoded translated(ObjectNode body, NameResolver names, List<String> unheeded) {
        return new ChatRequest(body, unheeded).decode(names);
    }

    @Override
    public ApiReply refuse(Refusal refusal, String requestId) {
        return PLAIN.refuse(refusal, requestId);
    }
}
