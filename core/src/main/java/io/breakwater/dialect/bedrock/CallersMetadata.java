package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.json.JsonField;
import java.util.regex.Pattern;

/// The caller's own `requestMetadata`, which stands in Bedrock's invocation log beside the gateway's. Its bounds are
/// those of RequestMetadata (Converse, Amazon Bedrock API Reference), less the pair that the gateway adds.
final class CallersMetadata {
    static final String MEMBER = "requestMetadata";

    private static final int MOST_PAIRS = 16;
    private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9\\s:_@$#=/+,\\-.]{1,256}");
    private static final Pattern VALUE = Pattern.compile("[a-zA-Z0-9\\s:_@$#=/+,\\-.]{0,256}");
    private static final String FORM = "at most 256 of A-Z a-z 0-9 white space : _ @ $ # = / + , - .";

    private CallersMetadata() {}

    static void check(JsonField metadata) {
        if (!metadata.isObject()) {
            return;
        }
        for (String key : (Iterable<String>) metadata.node()::fieldNames) {
            if (!KEY.matcher(key).matches()) {
                metadata.refuse("must have keys of " + FORM);
            }
            if (!VALUE.matcher(metadata.at(key).requiredText()).matches()) {
                metadata.at(key).refuse("must be " + FORM);
            }
        }
        int pairs = metadata.node().size();
        int most = metadata.node().has(ConverseBody.TENANT) ? MOST_PAIRS : MOST_PAIRS - 1;
        if (pairs > most) {
            metadata.refuse("must have at most %d pairs beside the gateway's own '%s', got %d"
                    .formatted(MOST_PAIRS - 1, ConverseBody.TENANT, pairs));
        }
    }

    /// Bedrock takes no empty one.
    static void dropEmpty(ObjectNode body) {
        if (body.path(MEMBER).isEmpty()) {
            body.remove(MEMBER);
        }
    }
}
