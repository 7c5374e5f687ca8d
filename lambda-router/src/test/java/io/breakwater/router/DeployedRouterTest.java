package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.RequestBody;
import io.breakwater.identity.Caller;
import io.breakwater.model.TenantId;
import io.breakwater.router.runtime.Invocation;
import io.breakwater.router.runtime.ResponseSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What API Gateway passes to a function, read as the router needs it.
class DeployedRouterTest {
    private static final Instant END = Instant.parse("2026-11-22T10:15:00Z");
    private final List<APIGatewayProxyRequestEvent> events = new ArrayList<>();
    private final List<Instant> deadlines = new ArrayList<>();

    @Test
    void an_event_reaches_the_router_with_its_body_tenant_and_a_margin_before_the_functions_end() throws Exception {
        byte[] body = "{\"messages\":[\"grüße\"]}".getBytes(StandardCharsets.UTF_8);

        handle("""
            {"resource":"/{proxy+}","path":"/model/claude%2Dsonnet/converse","httpMethod":"POST","unknownMember":1,
             "headers":{"Content-Type":"application/json","X-Tenant-Id":"somebody-else"},
             "requestContext":{"requestId":"r1","authorizer":{"tenant":"search","keyId":"abcdefghijkl","integrationLatency":3}},
             "body":"BODY","isBase64Encoded":true}""".replace("BODY", Base64.getEncoder().encodeToString(body)));

        ApiRequest request = request(events.getFirst());
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/model/claude-sonnet/converse");
        assertThat(request.header("content-type")).contains("application/json");
        assertThat(request.body().take()).isEqualTo(body);
        assertThat(ProxyEvents.caller(events.getFirst()))
                .contains(new Caller(new TenantId("search"), "abcdefghijkl", Set.of()));
        assertThat(deadlines).containsExactly(END.minus(Duration.ofMillis(1_500)));
    }

    @Test
    void without_an_authorizer_there_is_no_tenant_whatever_the_headers_say() throws Exception {
        handle("{\"path\":\"/v1/models\",\"httpMethod\":\"GET\",\"headers\":{\"x-tenant-id\":\"search\"}}");

        assertThat(ProxyEvents.caller(events.getFirst())).isEmpty();
        assertThat(ProxyEvents.body(events.getFirst())).isEmpty();
    }

    @Test
    void a_path_that_is_wrongly_encoded_stays_as_it_is() throws Exception {
        handle("{\"path\":\"/model/%zz/converse\",\"httpMethod\":\"POST\"}");

        assertThat(request(events.getFirst()).path()).isEqualTo("/model/%zz/converse");
    }

    private static ApiRequest request(APIGatewayProxyRequestEvent event) {
        return ProxyEvents.request(event, RequestBody.of(ProxyEvents.body(event)));
    }

    private void handle(String event) throws Exception {
        DeployedRouter router = new DeployedRouter((read, deadline, _) -> {
            events.add(read);
            deadlines.add(deadline);
        });
        router.handle(
                new Invocation("id", "arn", END, Optional.empty(), event.getBytes(StandardCharsets.UTF_8)),
                new NoSink());
    }

    private static final class NoSink implements ResponseSink {
        @Override
        public void begin(int status, Map<String, String> headers) throws IOException {
            throw new IOException("nobody listens");
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            throw new IOException("nobody listens");
        }
    }
}
