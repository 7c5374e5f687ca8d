package io.breakwater.control;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.RequestIdentity;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.control.admin.AdminAnswer;
import io.breakwater.control.admin.AdminApi;
import io.breakwater.control.admin.AdminRequest;
import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.json.Parsed;
import io.breakwater.dialect.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// The operators' API, `/admin/{proxy+}`: serves callers that AWS IAM has admitted through API Gateway,
/// and writes one line into the audit log for each change.
public final class AdminHandler implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);

    /// Far more than any request of this API needs.
    private static final JsonLimits SMALL = new JsonLimits(16 * 1024, 4, 500, 32);

    private final AdminApi api;
    private final InstantSource clock;
    private final Consumer<String> audit;

    /// Made by Lambda, from the function's variables.
    public AdminHandler() {
        this(DeployedControl.start(System.getenv()));
    }

    AdminHandler(DeployedControl control) {
        this(control.admin(), InstantSource.system(), LOG::info);
    }

    /// @param audit gets a JSON line for each change
    public AdminHandler(AdminApi api, InstantSource clock, Consumer<String> audit) {
        this.api = api;
        this.clock = clock;
        this.audit = audit;
    }

    @Override
    public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> answer(event));
    }

    /// Answers an event; 403 if it has no IAM identity, so that it did not come through the API.
    public APIGatewayProxyResponseEvent answer(APIGatewayProxyRequestEvent event) {
        String id = Optional.ofNullable(event.getRequestContext())
                .map(ProxyRequestContext::getRequestId)
                .orElse("unknown");
        AdminAnswer answer = operator(event)
                .map(by -> read(event, id, by))
                .orElseGet(() -> AdminAnswer.error(403, "access_denied", "sign the request with AWS credentials"));
        return new APIGatewayProxyResponseEvent()
                .withStatusCode(answer.status())
                .withHeaders(new TreeMap<>(
                        Map.of("content-type", "application/json", "cache-control", "no-store", "x-request-id", id)))
                .withBody(answer.body().toString())
                .withIsBase64Encoded(false);
    }

    private static Optional<String> operator(APIGatewayProxyRequestEvent event) {
        return Optional.ofNullable(event.getRequestContext())
                .map(ProxyRequestContext::getIdentity)
                .map(RequestIdentity::getUserArn)
                .filter(arn -> !arn.isBlank());
    }

    private AdminAnswer read(APIGatewayProxyRequestEvent event, String id, String by) {
        byte[] body = body(event);
        if (body.length > SMALL.bodyBytes()) {
            return AdminAnswer.error(
                    413, "request_too_large", "the body has more than " + SMALL.bodyBytes() + " bytes");
        }
        Parsed parsed = body.length == 0
                ? new Parsed.Json(JsonNodeFactory.instance.objectNode())
                : StrictJson.parse(body, SMALL);
        return switch (parsed) {
            case Parsed.Problem(String message, var _) -> AdminAnswer.error(400, "invalid_request", message);
            case Parsed.Json(ObjectNode object) ->
                carryOut(new AdminRequest(
                        id,
                        Objects.requireNonNullElse(event.getHttpMethod(), ""),
                        path(event),
                        Optional.ofNullable(event.getQueryStringParameters()).map(query -> query.get("page")),
                        object,
                        by,
                        clock.instant()));
        };
    }

    private AdminAnswer carryOut(AdminRequest request) {
        try {
            AdminAnswer answer = api.answer(request);
            answer.change()
                    .ifPresent(change -> audit.accept(change.line(request).toString()));
            return answer;
        } catch (RuntimeException defect) {
            LOG.error("request {}: {} {} failed", request.id(), request.method(), request.path(), defect);
            return AdminAnswer.error(
                    500, "internal_error", "the admin API failed; its log says why under request id " + request.id());
        }
    }

    /// The body. If the event wrongly says that it is base64, it stays unchanged, and then is not JSON.
    private static byte[] body(APIGatewayProxyRequestEvent event) {
        byte[] body = Objects.requireNonNullElse(event.getBody(), "").getBytes(StandardCharsets.UTF_8);
        try {
            return Boolean.TRUE.equals(event.getIsBase64Encoded())
                    ? Base64.getDecoder().decode(body)
                    : body;
        } catch (IllegalArgumentException noBase64) {
            return body;
        }
    }

    /// The parts of the greedy path parameter; an encoded `:` in profile ids is decoded.
    private static List<String> path(APIGatewayProxyRequestEvent event) {
        Map<String, String> parameters = Objects.requireNonNullElse(event.getPathParameters(), Map.of());
        String path = parameters.getOrDefault("proxy", "").replace("%3A", ":");
        return List.of(path.split("/", -1));
    }
}
