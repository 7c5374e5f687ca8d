package io.breakwater.simulated.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.wire.Checked;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Converts a call of Anthropic's Messages to InvokeModel, whose rules apply to both: there version and
/// betas are in the body, here in headers. Source: "Versions", Claude API documentation.
final class NativeMessages {

    /// The name of each version in the body of InvokeModel.
    private static final Map<String, String> VERSIONS =
            Map.of("2023-06-01", "bedrock-2023-05-31", "2026-10-21", "2026-10-21");

    private static final List<String> OF_INVOKE = List.of("anthropic_version", "anthropic_beta");

    private NativeMessages() {}

    /// The request for InvokeModel, or an error; a call of another operation is unchanged.
    static Checked<JsonNode> invoked(JsonNode request, SignedCall call) {
        if (!call.path().operation().isMessages() || !(request instanceof ObjectNode asked)) {
            return Checked.ok(request);
        }
        return problems(asked, call.headers())
                .findFirst()
                .map(problem -> Checked.<JsonNode>no(SentError.validation(problem)))
                .orElseGet(() -> Checked.ok(invoked(asked, call.headers())));
    }

    private static Stream<String> problems(ObjectNode asked, CallHeaders headers) {
        String version = headers.version();
        return Stream.concat(
                version != null && VERSIONS.containsKey(version)
                        ? Stream.empty()
                        : Stream.of(
                                version == null
                                        ? "anthropic-version: header is required"
                                        : "anthropic-version: \"" + version + "\" is not a valid version"),
                Stream.concat(
                        OF_INVOKE.stream().filter(asked::has).map(name -> name + ": Extra inputs are not permitted"),
                        asked.path("stream").isMissingNode()
                                        || asked.path("stream").isBoolean()
                                ? Stream.empty()
                                : Stream.of("stream: Input should be a valid boolean")));
    }

    private static ObjectNode invoked(ObjectNode asked, CallHeaders headers) {
        ObjectNode invoked = Json.object();
        invoked.setAll(asked);
        invoked.remove(List.of("model", "stream"));
        invoked.put("anthropic_version", VERSIONS.get(headers.version()));
        if (!headers.betas().isEmpty()) {
            ArrayNode betas = invoked.putArray("anthropic_beta");
            headers.betas().forEach(betas::add);
        }
        return invoked;
    }
}
