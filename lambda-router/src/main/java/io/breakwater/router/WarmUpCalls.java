package io.breakwater.router;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import io.breakwater.identity.Caller;
import io.breakwater.model.Alias;
import io.breakwater.model.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Calls through a data plane before its first real one, so that no caller waits until classes are loaded and
/// compiled. With SnapStart that is part of the snapshot. The data plane MUST be one whose adapters lead nowhere.
///
/// @param tenants one of them calls
/// @param time the data plane's clock
record WarmUpCalls(Collection<Tenant> tenants, ProxyHandler router, WarmUpTime time) {
    /// Enough for the compiler to take up what every request passes.
    private static final int ROUNDS = 50;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// @return the status of each answer
    /// @throws Exception what cannot be answered at all, a defect
    List<Integer> run() throws Exception {
        List<APIGatewayProxyRequestEvent> calls = calls();
        List<Integer> statuses = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (APIGatewayProxyRequestEvent call : calls) {
                statuses.add(status(call));
            }
        }
        return statuses;
    }

    private int status(APIGatewayProxyRequestEvent call) throws Exception {
        Unheard nobody = new Unheard();
        router.handle(call, time.instant().plus(PATIENCE), nobody);
        time.next();
        return nobody.status;
    }

    private List<APIGatewayProxyRequestEvent> calls() {
        return tenants.stream()
                .limit(1)
                .flatMap(tenant -> tenant.models().stream().limit(1).flatMap(alias -> calls(tenant, alias)))
                .toList();
    }

    private static Stream<APIGatewayProxyRequestEvent> calls(Tenant tenant, Alias alias) {
        return Stream.of(
                call(tenant, "/v1/chat/completions", chat(alias, false)),
                call(tenant, "/v1/chat/completions", chat(alias, true)),
                call(tenant, "/model/" + alias.value() + "/converse", converse()),
                call(tenant, "/v1/messages", chat(alias, false)),
                call(tenant, "/v1/messages", chat(alias, true)),
                call(tenant, "/v1/responses", response(alias)));
    }

    private static String chat(Alias alias, boolean stream) {
        return """
                {"model":"%s","max_tokens":1,"stream":%b,"messages":[{"role":"user","content":"ready?"}]}
                """.formatted(alias.value(), stream);
    }

    private static String response(Alias alias) {
        return "{\"model\":\"%s\",\"stream\":true,\"input\":\"ready?\"}".formatted(alias.value());
    }

    private static String converse() {
        return """
                {"inferenceConfig":{"maxTokens":1},"messages":[{"role":"user","content":[{"text":"ready?"}]}]}
                """;
    }

    private static APIGatewayProxyRequestEvent call(Tenant tenant, String path, String body) {
        ProxyRequestContext context = new ProxyRequestContext();
        context.setAuthorizer(new Caller(tenant.id(), "rehearsal", Set.of()).context());
        return new APIGatewayProxyRequestEvent()
                .withHttpMethod("POST")
                .withPath(path)
                .withHeaders(Map.of("content-type", "application/json", "anthropic-version", "2023-06-01"))
                .withRequestContext(context)
                .withBody(body);
    }

    /// Takes an answer that nobody waits for.
    private static final class Unheard implements ResponseSink {
        private int status;

        @Override
        public void begin(int answered, Map<String, String> headers) {
            status = answered;
        }

        @Override
        public void write(byte[] bytes) {}
    }
}
