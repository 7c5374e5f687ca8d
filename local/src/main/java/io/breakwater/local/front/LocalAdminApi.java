package io.breakwater.local.front;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Function;

/// The operators' API on this machine. AWS IAM guards the deployed API; here a token does, which only
/// the person who started the run has. A web page that reaches the loopback interface through a browser
/// does not have it.
///
/// @param token what `authorization: Bearer` must carry
/// @param function the admin function
public record LocalAdminApi(
        String token, Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> function) {
    private static final int SHORTEST = 32;
    private static final String BEARER = "Bearer ";

    /// @throws IllegalArgumentException if the token can be guessed
    public LocalAdminApi {
        if (token.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "an admin token needs at least " + SHORTEST + " characters, got " + token.length());
        }
    }

    boolean opensTo(RequestHead request) {
        List<String> sent = request.headers().getOrDefault("authorization", List.of());
        return sent.size() == 1 && MessageDigest.isEqual(bytes(BEARER + token), bytes(sent.getFirst()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Hides the token.
    @Override
    public String toString() {
        return "LocalAdminApi";
    }
}
