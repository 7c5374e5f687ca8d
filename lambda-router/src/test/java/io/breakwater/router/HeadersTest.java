package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.PublicNames;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.BedrockHeaders;
import io.breakwater.dialect.Dialect;
import io.breakwater.dialect.GatewayErrors;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.anthropic.AnthropicDialect;
import io.breakwater.dialect.bedrock.BedrockDialect;
import io.breakwater.dialect.openai.OpenAiDialect;
import io.breakwater.dialect.responses.ResponsesDialect;
import io.breakwater.routing.Outcome;
import io.breakwater.settings.Timeouts;
import io.breakwater.surface.Cors;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The headers that clients read in answers of every kind, and the headers of requests that the router
/// reads.
class HeadersTest {
    /// Priorities that share targets, so that answers say whose room they took, and a page that may
    /// read this header.
    private static final String SHARED = MeasuredRouter.ENVIRONMENT
            .concat("cors: { origins: [" + MeasuredRouter.PAGE + "] }\n")
            .replace("failMode: local }", "failMode: local, priority: high }")
            .replace("requestsPerMinute: 600,", "requestsPerMinute: 600, tokensPerMinute: 1000000,");

    private static final List<Dialect> DIALECTS = List.of(
            new OpenAiDialect(Samples.GATE),
            new BedrockDialect(Samples.GATE),
            new AnthropicDialect(Samples.GATE),
            new ResponsesDialect(Samples.GATE));

    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String CHAT = "{\"model\":\"sonnet\"," + MESSAGES;
    private static final String CONVERSE = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}";

    private final Set<String> names = new TreeSet<>();

    @Test
    void headers_stay_as_they_are() throws Exception {
        MeasuredRouter router = new MeasuredRouter(SHARED);
        answers(router);
        refusals(router);
        router.headers().forEach(name -> names.add("answer " + name));
        Samples.refusals().stream()
                .flatMap(refusal -> DIALECTS.stream().map(dialect -> dialect.refuse(refusal, "id")))
                .flatMap(reply -> reply.headers().keySet().stream())
                .forEach(name -> names.add("answer " + name));
        new Cors(List.of(MeasuredRouter.PAGE))
                .preflight(Optional.empty())
                .keySet()
                .forEach(name -> names.add("answer " + name));
        BedrockHeaders.ANSWERED.forEach(name -> names.add("answer " + name));
        names.add("request " + Cors.ORIGIN);
        Stream.of(GatewayErrors.values())
                .flatMap(error -> error.headers().keySet().stream())
                .forEach(name -> names.add("answer " + name));
        read();
        PublicNames.HEADERS.are(names);
    }

    private static void answers(MeasuredRouter router) throws Exception {
        for (String tenant : new String[] {"search", "steady"}) {
            router.then(MeasuredRouter.whole("hello"));
            assertThat(router.chat(tenant, CHAT)).isEqualTo(200);
            router.then(MeasuredRouter.opened("hello", true));
            assertThat(router.chat(tenant, "{\"stream\":true," + CHAT.substring(1)))
                    .isEqualTo(200);
            router.then(MeasuredRouter.whole("hello"));
            assertThat(router.send(tenant, "POST", "/model/sonnet/converse", CONVERSE))
                    .isEqualTo(200);
            router.then(MeasuredRouter.opened("hello", true));
            assertThat(router.send(tenant, "POST", "/model/sonnet/converse-stream", CONVERSE))
                    .isEqualTo(200);
        }
        router.then(MeasuredRouter.whole("hello"));
        assertThat(router.chat("search", "{\"temperature\":0.5,\"top_p\":0.5," + CHAT.substring(1)))
                .isEqualTo(200);
        router.then(MeasuredRouter.whole("hello"));
        assertThat(router.send(
                        "search", "POST", "/v1/responses", "{\"model\":\"sonnet\",\"input\":\"hi\",\"store\":true}"))
                .isEqualTo(200);
        router.then(MeasuredRouter.whole("hello"));
        assertThat(router.send("search", "POST", "/v1/messages", "{\"max_tokens\":9," + CHAT.substring(1)))
                .isEqualTo(200);
        router.then(MeasuredRouter.whole("hello"));
        assertThat(router.send(
                        "search",
                        "POST",
                        "/model/sonnet/invoke",
                        "{\"anthropic_version\":\"x\",\"max_tokens\":9," + MESSAGES))
                .isEqualTo(200);
        assertThat(router.send("search", "POST", "/v1/messages/count_tokens", CHAT))
                .isEqualTo(200);
        assertThat(router.send("search", "POST", "/v1/plan", CHAT)).isEqualTo(200);
        assertThat(router.send("search", "GET", "/v1/models", "")).isEqualTo(200);
        assertThat(router.send("search", "GET", "/v1/models/sonnet", "")).isEqualTo(200);
        assertThat(router.send("search", "GET", "/healthz", "")).isEqualTo(200);
    }

    private static void refusals(MeasuredRouter router) throws Exception {
        assertThat(router.send("search", "GET", "/v1/chat/completions", "")).isEqualTo(405);
        assertThat(router.send("search", "GET", "/nothing", "")).isEqualTo(404);
        assertThat(router.chat("search", "{")).isEqualTo(400);
        router.then(MeasuredRouter.whole("hello"));
        assertThat(router.chat("sandbox", CHAT)).isEqualTo(200);
        assertThat(router.chat("sandbox", CHAT)).isEqualTo(429);
        router.then(MeasuredRouter.failed(new Outcome.Rejected("no")));
        assertThat(router.chat("search", CHAT)).isEqualTo(400);
        router.storeDown = true;
        assertThat(router.chat("search", CHAT)).isEqualTo(503);
    }

    /// The headers that are read from a request, and the one that the router sets for itself.
    private void read() {
        Map<String, String> recording = new HashMap<>(Map.of("content-type", "application/json")) {
            private static final long serialVersionUID = 1L;

            @Override
            public @Nullable String get(@Nullable Object name) {
                names.add("request " + name);
                return super.get(name);
            }
        };
        byte[] body = Samples.post("/", CHAT).body().take();
        ApiRequest chat = new ApiRequest("POST", "/v1/chat/completions", recording, body);
        new OpenAiDialect(Samples.GATE).decode(chat);
        assertThat(IncomingRequest.session(chat)).isEmpty();
        assertThat(TimesReader.maxWait(chat)).isEmpty();
        recording.put("anthropic-version", "2023-06-01");
        byte[] message = Samples.post("/", "{\"max_tokens\":9," + CHAT.substring(1))
                .body()
                .take();
        new AnthropicDialect(Samples.GATE).decode(new ApiRequest("POST", "/v1/messages", recording, message));
        new TimesReader(Timeouts.DEFAULT)
                .of(new ApiRequest("POST", "/", recording, body), true, Instant.EPOCH, Instant.MAX);
    }
}
