package io.breakwater.router;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.router.runtime.Invocation;
import io.breakwater.router.runtime.ResponseSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// The router if nothing is streamed: each answer is collected and returned whole, as API Gateway's
/// proxy integration takes it. Bedrock answers every call with the same text.
public final class UnstreamedRouter implements RequestStreamHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MeasuredRouter router;

    /// The constructor that Lambda calls.
    public UnstreamedRouter() throws IOException {
        router = new MeasuredRouter();
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        router.then(MeasuredRouter.whole("grüße"));
        Whole whole = new Whole();
        Invocation invocation = new Invocation(
                context.getAwsRequestId(),
                context.getInvokedFunctionArn(),
                MeasuredRouter.NOW.plusSeconds(60),
                Optional.empty(),
                event.readAllBytes());
        try {
            router.deployed().handle(invocation, whole);
        } catch (Exception failed) {
            throw new IOException(failed);
        }
        JSON.writeValue(answer, whole.json());
    }

    private static final class Whole implements ResponseSink {
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final ObjectNode json = JsonNodeFactory.instance.objectNode();

        @Override
        public void begin(int status, Map<String, String> headers) {
            json.put("statusCode", status);
            ObjectNode all = json.putObject("headers");
            headers.forEach(all::put);
        }

        @Override
        public void write(byte[] bytes) {
            body.writeBytes(bytes);
        }

        ObjectNode json() {
            return json.put("body", body.toString(StandardCharsets.UTF_8)).put("isBase64Encoded", false);
        }
    }
}
