package io.breakwater.ops.ctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an operator is told about answers that are not the API's own.
class AdminClientTest {
    private HttpServer server;
    private volatile Answering answering = exchange -> answer(exchange, 200, "{}");
    private volatile String asked = "";

    private interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                asked = "%s %s %s"
                        .formatted(
                                exchange.getRequestMethod(),
                                exchange.getRequestURI(),
                                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                answering.answer(exchange);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }

    private JsonNode call(String method, String path, ObjectNode body) {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new AdminClient(base, (_, _, _) -> Map.of("authorization", "Bearer t")).call(method, path, body);
    }

    @Test
    void a_name_with_a_colon_is_asked_for_with_its_code_and_a_body_goes_as_json() {
        call("PUT", "drains/a/us-east-1/us.model-v1:0", nothing().put("until", "2027-01-31T12:00:00Z"));
        assertThat(asked)
                .isEqualTo("PUT /admin/drains/a/us-east-1/us.model-v1%3A0 {\"until\":\"2027-01-31T12:00:00Z\"}");
        call("GET", "tenants", nothing());
        assertThat(asked).isEqualTo("GET /admin/tenants ");
    }

    @Test
    void what_is_no_json_is_not_from_a_gateway() {
        answering = exchange -> answer(exchange, 200, "<html>Welcome</html>");
        assertThatThrownBy(() -> call("GET", "tenants", nothing()))
                .isInstanceOf(CtlException.class)
                .hasMessageContaining("answered 200 with something that is not JSON; is it a Breakwater gateway?");
    }

    @Test
    void a_refusal_says_the_apis_words_or_that_there_are_none() {
        answering = exchange -> answer(exchange, 409, "{\"error\":{\"message\":\"it has two live keys\"}}");
        assertThatThrownBy(() -> call("POST", "tenants/a/keys", nothing())).hasMessage("409: it has two live keys");
        answering = exchange -> answer(exchange, 404, "{\"message\":\"Not Found\"}");
        assertThatThrownBy(() -> call("GET", "tenants", nothing())).hasMessage("404: Not Found");
        answering = exchange -> answer(exchange, 500, "{}");
        assertThatThrownBy(() -> call("GET", "tenants", nothing())).hasMessage("500: no reason given");
    }

    @Test
    void who_may_not_is_told_what_to_give() {
        answering = exchange -> answer(exchange, 403, "{\"Message\":\"not authorized\"}");
        assertThatThrownBy(() -> call("GET", "tenants", nothing()))
                .hasMessageContaining("--token-file")
                .hasMessageContaining("execute-api:Invoke");
    }

    /// The gateway had received the request: a message that nobody answers would make operators repeat
    /// it.
    @Test
    void a_connection_that_breaks_off_may_have_done_what_was_asked() {
        answering = HttpExchange::close;
        assertThatThrownBy(() -> call("POST", "tenants/a/keys", nothing()))
                .isInstanceOf(CtlException.class)
                .hasMessageContaining("check before you repeat it");
    }

    @Test
    void a_port_that_nobody_listens_at_has_done_nothing() {
        server.stop(0);
        assertThatThrownBy(() -> call("POST", "tenants/a/keys", nothing()))
                .isInstanceOf(CtlException.class)
                .hasMessageContaining("there is no answer from")
                .hasMessageNotContaining("check before you repeat it");
    }
}
