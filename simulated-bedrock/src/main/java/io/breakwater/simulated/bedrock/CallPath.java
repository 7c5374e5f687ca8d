package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.wire.SignedCaller;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// `/model/{modelId}/{operation}`; the identifier may be URL-encoded or hold the slash of an ARN as it is.
record CallPath(String calledAs, RuntimeOperation operation) {

    static final String PREFIX = "/model/";

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
