package io.breakwater.simulated.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.wire.SignedCaller;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// `/model/{modelId}/{operation}`, where the identifier may be URL-encoded or hold the slash of an ARN as it is; or an
/// operation of OpenAI's, whose body names the model.
record CallPath(String calledAs, RuntimeOperation operation) {

    static final String PREFIX = "/model/";

    /// Where OpenAI's operations are, and nowhere else ("Chat Completions", Amazon Bedrock User Guide).
    private static final String CHAT = "/openai/v1/chat/completions";

    private static final String RESPONSES = "/openai/v1/responses";

    static boolean isOpenAis(String path) {
        return path.equals(CHAT) || path.equals(RESPONSES);
    }

    /// Whether the runtime has no such path, which it says with 200, as was measured.
    static boolean isUnknownOfOpenAis(String path) {
        return (path.startsWith("/v1/") || path.startsWith("/openai/")) && !isOpenAis(path);
    }

    /// @param path one of OpenAI's
    static CallPath of(String path, JsonNode request) {
        boolean streams = request.path("stream").asBoolean();
        RuntimeOperation whole = path.equals(CHAT) ? RuntimeOperation.CHAT : RuntimeOperation.RESPONSES;
        RuntimeOperation stream = path.equals(CHAT) ? RuntimeOperation.CHAT_STREAM : RuntimeOperation.RESPONSES_STREAM;
        return new CallPath(request.path("model").asText(), streams ? stream : whole);
    }

    /// The ARN of what is called: of a system profile, where only an id is given.
    String arn(SignedCaller caller) {
        return calledAs.startsWith("arn:")
                ? calledAs
                : "arn:aws:bedrock:%s:%s:inference-profile/%s".formatted(caller.region(), caller.account(), calledAs);
    }

    static Optional<CallPath> of(String rawPath) {
        int last = rawPath.lastIndexOf('/');
        if (!rawPath.startsWith(PREFIX) || last <= PREFIX.length()) {
            return Optional.empty();
        }
        String calledAs = URLDecoder.decode(rawPath.substring(PREFIX.length(), last), StandardCharsets.UTF_8);
        return RuntimeOperation.at(rawPath.substring(last + 1)).map(operation -> new CallPath(calledAs, operation));
    }
}
