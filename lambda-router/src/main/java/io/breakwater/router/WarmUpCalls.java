package io.breakwater.router;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import io.breakwater.identity.Caller;
import io.breakwater.model.Alias;
import io.breakwater.model.ModelApi;
import io.breakwater.model.Route;
import io.breakwater.model.Tenant;
import io.breakwater.router.runtime.ResponseSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Calls through a data plane before its first real one, so that no caller waits until classes are
/// loaded and compiled. With SnapStart the loaded classes are part of the snapshot. The data plane's
/// adapters MUST lead nowhere.
///
/// Models are called by their preferred APIs, so that the classes for real requests are loaded. The
/// first alias is called often; for each further API one other alias is called once.
///
/// @param tenant the tenant that calls
/// @param routes in the order of the configuration
/// @param time the data plane's clock
record WarmUpCalls(Tenant tenant, Collection<Route> routes, ProxyHandler router, WarmUpTime time) {
    /// Enough for the JIT compiler to compile the code of every request.
    private static final int ROUNDS = 50;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// @return the status of each answer
    /// @throws Exception a defect that leaves a call without any answer
    List<Integer> run() throws Exception {
        List<Alias> aliases = aliases();
        List<Integer> statuses = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Alias alias : round == 0 ? aliases : aliases.subList(0, Math.min(1, aliases.size()))) {
                for (APIGatewayProxyRequestEvent call : calls(alias)) {
                    statuses.add(status(call));
                }
            }
        }
        return statuses;
    }

    /// For each API the first alias whose first model prefers it; embeddings are left out, as they
    /// answer no question.
    private List<Alias> aliases() {
        Map<ModelApi, Alias> first = new LinkedHashMap<>();
        routes.stream()
                .filter(route -> tenant.models().contains(route.alias()))
                .forEach(route -> route.models()
                        .limit(1)
                        .filter(model -> !model.id().embeds())
                        .flatMap(model -> model.apis().stream().limit(1))
                        .forEach(api -> first.putIfAbsent(api, route.alias())));
        return List.copyOf(first.values());
    }

    private int status(APIGatewayProxyRequestEvent call) throws Exception {
        Unheard nobody = new Unheard();
        router.handle(call, time.instant().plus(PATIENCE), nobody);
        time.next();
        return nobody.status;
    }

    private List<APIGatewayProxyRequestEvent> calls(Alias alias) {
        return List.of(
                call("/v1/chat/completions", chat(alias, false)),
                call("/v1/chat/completions", chat(alias, true)),
                call("/model/" + alias.value() + "/converse", converse()),
                call("/v1/messages", chat(alias, false)),
                call("/v1/messages", chat(alias, true)),
                call("/v1/responses", response(alias)));
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

    private APIGatewayProxyRequestEvent call(String path, String body) {
        ProxyRequestContext context = new ProxyRequestContext();
        context.setAuthorizer(new Caller(tenant.id(), "warm-up", Set.of()).context());
        return new APIGatewayProxyRequestEvent()
                .withHttpMethod("POST")
                .withPath(path)
                .withHeaders(Map.of("content-type", "application/json", "anthropic-version", "2023-06-01"))
                .withRequestContext(context)
                .withBody(body);
    }

    /// Discards an answer.
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
