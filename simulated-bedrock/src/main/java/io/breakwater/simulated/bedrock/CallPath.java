package io.breakwater.simulated.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.wire.SignedCaller;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// `/model/{modelId}/{operation}`, where the identifier may be URL-encoded or hold the slash of an ARN as it is; or an
/// operation of OpenAI's or Anthropic's, whose body names the model.
record CallPath(String calledAs, RuntimeOperation operation) {

    static final String PREFIX = "/model/";

    /// The only paths of the vendors' operations ("Chat Completions", "Responses" and "Anthropic
    /// Messages", Amazon Bedrock User Guide).
    private static final String CHAT = "/openai/v1/chat/completions";

    private static final String RESPONSES = "/openai/v1/responses";
    private static final String MESSAGES = "/anthropic/v1/messages";
    private static final Set<String> VENDORS = Set.of(CHAT, RESPONSES, MESSAGES);

    static boolean isVendors(String path) {
        return VENDORS.contains(path);
    }

    /// Whether the path is Anthropic's.
    static boolean isMessages(String path) {
        return path.equals(MESSAGES);
    }

    /// Whether the runtime lacks this path, which it answers with 200, as was measured.
    static boolean isUnknownOfVendors(String path) {
        return Stream.of("/v1/", "/openai/", "/anthropic/").anyMatch(path::startsWith) && !isVendors(path);
    }

    /// @param path one of the vendors'
    static CallPath of(String path, JsonNode request) {
        boolean streams = request.path("stream").asBoolean();
        return new CallPath(
                request.path("model").asText(),
                switch (path) {
                    case CHAT -> streams ? RuntimeOperation.CHAT_STREAM : RuntimeOperation.CHAT;
                    case MESSAGES -> streams ? RuntimeOperation.MESSAGES_STREAM : RuntimeOperation.MESSAGES;
                    default -> streams ? RuntimeOperation.RESPONSES_STREAM : RuntimeOperation.RESPONSES;
                });
    }

    /// The ARN of the called resource; for a bare id, that of the system profile.
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
