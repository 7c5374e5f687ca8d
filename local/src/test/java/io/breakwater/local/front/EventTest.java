package io.breakwater.local.front;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EventTest {
    private final AtomicReference<APIGatewayProxyRequestEvent> seen = new AtomicReference<>();
    private final AtomicReference<Instant> deadline = new AtomicReference<>();

    private RunningFront recording() throws Exception {
        return new RunningFront(
                (event, end, sink) -> {
                    seen.set(event);
                    deadline.set(end);
                    RunningFront.answer(sink, "done");
                },
                event -> {
                    seen.set(event);
                    return new APIGatewayProxyResponseEvent()
                            .withStatusCode(200)
                            .withHeaders(Map.of("content-type", "application/json"))
                            .withBody("{\"tenant\":\"chat\"}");
                });
    }

    @Test
    void the_router_gets_the_event_that_api_gateway_makes() throws Exception {
        try (RunningFront front = recording()) {
            HttpResponse<String> answer =
                    front.send(front.request("/model/arn%3Aaws%2Fx/converse?debug=a%20b&debug=c&empty")
                            .header("x-api-key", front.chat)
                            .header("Content-Type", "application/json")
                            .header("x-many", "one")
                            .header("x-many", "two")
                            .header("x-forwarded-for", "203.0.113.9")
                            .header("user-agent", "probe/1")
                            .POST(BodyPublishers.ofString("{\"ä\":1}")));
            APIGatewayProxyRequestEvent event = seen.get();
            ProxyRequestContext context = event.getRequestContext();

            assertThat(event.getResource()).isEqualTo("/{proxy+}");
            assertThat(event.getPath()).isEqualTo("/model/arn%3Aaws%2Fx/converse");
            assertThat(event.getPathParameters()).isEqualTo(Map.of("proxy", "model/arn:aws/x/converse"));
            assertThat(event.getHttpMethod()).isEqualTo("POST");
            assertThat(event.getHeaders())
                    .containsEntry("content-type", "application/json")
                    .containsEntry("x-many", "two")
                    .containsEntry("X-Forwarded-For", "127.0.0.1")
                    .containsEntry("X-Forwarded-Proto", "http");
            assertThat(event.getHeaders().get("X-Amzn-Trace-Id")).matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
            assertThat(event.getMultiValueHeaders()).containsEntry("x-many", List.of("one", "two"));
            assertThat(event.getQueryStringParameters()).isEqualTo(Map.of("debug", "c", "empty", ""));
            assertThat(event.getMultiValueQueryStringParameters()).containsEntry("debug", List.of("a b", "c"));
            assertThat(event.getIsBase64Encoded()).isTrue();
            assertThat(Base64.getDecoder().decode(event.getBody())).asString().isEqualTo("{\"ä\":1}");
            assertThat(context.getStage()).isEqualTo("local");
            assertThat(context.getPath()).isEqualTo("/local/model/arn%3Aaws%2Fx/converse");
            assertThat(context.getResourcePath()).isEqualTo("/{proxy+}");
            assertThat(context.getHttpMethod()).isEqualTo("POST");
            assertThat(context.getAccountId()).isEqualTo("123456789012");
            assertThat(context.getProtocol()).isEqualTo("HTTP/1.1");
            assertThat(context.getRequestTime()).isEqualTo("01/Mar/2026:12:00:00 +0000");
            assertThat(context.getRequestTimeEpoch())
                    .isEqualTo(front.clock.instant().toEpochMilli());
            assertThat(context.getIdentity().getSourceIp()).isEqualTo("127.0.0.1");
            assertThat(context.getIdentity().getUserAgent()).isEqualTo("probe/1");
            assertThat(answer.headers().firstValue("x-amzn-requestid")).contains(context.getRequestId());
            assertThat(deadline.get()).isEqualTo(front.clock.instant().plus(Duration.ofMinutes(15)));
        }
    }

    @Test
    void what_the_client_did_not_send_is_null_as_it_is_from_api_gateway() throws Exception {
        try (RunningFront front = recording()) {
            front.get("/v1/models", "x-api-key", front.chat);

            assertThat(seen.get().getBody()).isNull();
            assertThat(seen.get().getQueryStringParameters()).isNull();
            assertThat(seen.get().getMultiValueQueryStringParameters()).isNull();
            assertThat(seen.get().getStageVariables()).isNull();
        }
    }

    @Test
    void usage_has_a_resource_and_a_function_of_its_own() throws Exception {
        try (RunningFront front = recording()) {
            HttpResponse<String> answer = front.get("/v1/usage", "authorization", "Bearer " + front.chat);

            assertThat(answer.body()).isEqualTo("{\"tenant\":\"chat\"}");
            assertThat(answer.headers().firstValue("content-type")).contains("application/json");
            assertThat(seen.get().getResource()).isEqualTo("/v1/usage");
            assertThat(seen.get().getPathParameters()).isNull();
            assertThat(seen.get().getRequestContext().getAuthorizer()).containsEntry("tenant", "chat");
        }
    }

    @Test
    void every_request_has_an_id_of_its_own() throws Exception {
        try (RunningFront front = recording()) {
            front.get("/v1/models", "x-api-key", front.chat);
            String first = seen.get().getRequestContext().getRequestId();
            front.get("/v1/models", "x-api-key", front.chat);

            assertThat(seen.get().getRequestContext().getRequestId()).isNotEqualTo(first);
        }
    }
}
