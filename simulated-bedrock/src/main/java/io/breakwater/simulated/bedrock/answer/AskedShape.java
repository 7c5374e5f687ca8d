package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The length and form that a request demands of the answer.
///
/// @param maxTokens absent if the client set none
/// @param schema the JSON schema that the answer must satisfy
/// @param reasons whether the model shows its reasoning before the answer
/// @param fieldPaths JSON pointers to members of the model's own answer that Converse is to add
public record AskedShape(
        @Nullable Long maxTokens,
        List<String> stopSequences,
        @Nullable JsonNode schema,
        boolean reasons,
        List<String> fieldPaths) {

    public AskedShape {
        stopSequences = List.copyOf(stopSequences);
        fieldPaths = List.copyOf(fieldPaths);
    }

    static AskedShape ofTokens(long maxTokens) {
        return new AskedShape(maxTokens, List.of(), null, false, List.of());
    }
}
