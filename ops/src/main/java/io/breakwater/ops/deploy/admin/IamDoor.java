package io.breakwater.ops.deploy.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.ops.account.InvokeUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A stand-in for what API Gateway does at a method with `AWS_IAM`: it verifies a request's signature, and hands the
/// request to the function behind the deployed method, with the caller's ARN in it. A missing or wrong signature is
/// answered with 403 and never reaches the function.
///
/// It exists because an emulator's API Gateway asks no IAM and names no caller, so that the admin function
/// refuses what comes through it, as it must. Everything behind this door is what is deployed: the method and
/// its integration, the function, its tables, secrets and log. What it leaves unproven is IAM itself: whether
/// a policy lets a caller sign for `execute-api:Invoke`, and whether the functions' roles allow what the
/// functions do. Only real accounts show that, and there the test walks through API Gateway.
final class IamDoor implements AutoCloseable {
    private static final int FORBIDDEN = 403;
    private static final int BAD_GATEWAY = 502;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Behind behind;

    /// What is behind the door.
    record Behind(SignatureCheck signatures, ProxyEvent events, Methods methods) {
        /// The path under which the API's admin resource is reached.
        String prefix() {
            return "/%s/%s/admin/".formatted(events.apiId(), events.stage());
        }
    }

    /// The functions behind the methods of the resource.
    @FunctionalInterface
    interface Methods {
        /// What a method's function answers, or nothing if there is no such method.
        Optional<JsonNode> answer(String method, JsonNode event);
    }

    private record Reply(int status, JsonNode headers, String body) {
        static Reply refused(int status, String message) {
            JsonNodeFactory json = JsonNodeFactory.instance;
            return new Reply(
                    status,
                    json.objectNode(),
                    json.objectNode().put("message", message).toString());
        }

        static Reply of(JsonNode answer) {
            return new Reply(
                    answer.path("statusCode").asInt(BAD_GATEWAY),
                    answer.path("headers"),
                    answer.path("body").asText());
        }
    }

    private IamDoor(HttpServer server, Behind behind) {
        this.server = server;
        this.behind = behind;
    }

    /// Opens it on a free port of the loopback interface.
    static IamDoor open(Behind behind) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        IamDoor door = new IamDoor(server, behind);
        server.setExecutor(door.threads);
        server.createContext("/", door::serve);
        server.start();
        return door;
    }

    /// Where an API's stage is called through it.
    InvokeUrl invokeUrl() {
        return new InvokeUrl("http://%s:%d/{api}/{stage}"
                .formatted(
                        server.getAddress().getAddress().getHostAddress(),
                        server.getAddress().getPort()));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, reply(Received.of(exchange)));
        }
    }

    private Reply reply(Received request) {
        return behind.signatures()
                .fault(request)
                .map(fault -> Reply.refused(FORBIDDEN, fault))
                .orElseGet(() -> signed(request));
    }

    /// As API Gateway has it, what no method answers is a missing token.
    private Reply signed(Received request) {
        String path = request.uri().getRawPath();
        if (!path.startsWith(behind.prefix()) || path.equals(behind.prefix())) {
            return Reply.refused(FORBIDDEN, "Missing Authentication Token");
        }
        String proxy = path.substring(behind.prefix().length());
        try {
            return behind.methods()
                    .answer(request.method(), behind.events().of(request, proxy))
                    .map(Reply::of)
                    .orElseGet(() -> Reply.refused(FORBIDDEN, "Missing Authentication Token"));
        } catch (RuntimeException failed) {
            return Reply.refused(BAD_GATEWAY, "Internal server error: " + failed.getMessage());
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        reply.headers()
                .forEachEntry((name, value) -> exchange.getResponseHeaders().set(name, value.asText()));
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
