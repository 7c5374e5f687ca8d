package io.breakwater.adapters.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.ModelRequest;
import io.breakwater.dialect.BedrockHeaders;
import io.breakwater.model.ModelApi;
import io.breakwater.model.TokenUsage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/// What the headers of an answer say ("InvokeModel", Amazon Bedrock API Reference); a value of another form than
/// Bedrock's is left out.
record InvokeAnswerHeaders(ModelRequest request, SdkHttpResponse response) {
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,12}");
    private static final Pattern TOLD = Pattern.compile("[a-zA-Z0-9_-]{1,32}");

    static InvokeAnswerHeaders of(ModelRequest request, HttpExecuteResponse executed) {
        return new InvokeAnswerHeaders(request, executed.httpResponse());
    }

    /// Those that are the caller's.
    Map<String, String> told() {
        if (request.body().operation(request.stream()).api() != ModelApi.INVOKE) {
            return Map.of();
        }
        Map<String, String> told = new HashMap<>();
        BedrockHeaders.ANSWERED.forEach(name -> response.firstMatchingHeader(name)
                .filter(value -> TOLD.matcher(value).matches())
                .ifPresent(value -> told.put(name, value)));
        return told;
    }

    /// Reads the usage to charge for an answer.
    Function<ObjectNode, TokenUsage> charging() {
        Optional<TokenUsage> counted = counted("Input")
                .map(input -> new TokenUsage(
                        input,
                        counted("Output").orElse(0L),
                        counted("Cache-Read-Input").orElse(0L),
                        counted("Cache-Write-Input").orElse(0L)));
        return answer -> request.body().charged(answer, counted);
    }

    private Optional<Long> counted(String what) {
        return response.firstMatchingHeader("X-Amzn-Bedrock-" + what + "-Token-Count")
                .filter(count -> COUNT.matcher(count).matches())
                .map(Long::valueOf);
    }
}
