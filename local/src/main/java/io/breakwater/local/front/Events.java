package io.breakwater.local.front;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.RequestIdentity;
import io.breakwater.surface.ApiResource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes the events that API Gateway would make from a request ("Input format of a Lambda function for
/// proxy integration" and "Input to a Lambda authorizer", API Gateway Developer Guide). Every media
/// type counts as binary, so every body is in base64; without a body there is none in the event.
final class Events {
    private static final String API_ID = "local";
    private static final DateTimeFormatter REQUEST_TIME = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final FrontSettings settings;

    Events(FrontSettings settings) {
        this.settings = settings;
    }

    /// The ARN of the called method, as in policies.
    String methodArn(RequestHead request) {
        return "arn:aws:execute-api:%s:%s:%s/%s/%s%s"
                .formatted(
                        settings.region(),
                        settings.accountId(),
                        API_ID,
                        settings.stage(),
                        request.method(),
                        request.path());
    }

    APIGatewayCustomAuthorizerEvent authorizer(RequestHead request, ApiResource resource) {
        return APIGatewayCustomAuthorizerEvent.builder()
                .withType("REQUEST")
                .withMethodArn(methodArn(request))
                .withResource(resource.template())
                .withPath(request.path())
                .withHttpMethod(request.method())
                .withHeaders(EventParameters.last(headers(request)))
                .withQueryStringParameters(EventParameters.last(EventParameters.query(request.query())))
                .withPathParameters(pathParameters(request, resource))
                .withRequestContext(authorizerContext(request, resource))
                .build();
    }

    private APIGatewayCustomAuthorizerEvent.RequestContext authorizerContext(
            RequestHead request, ApiResource resource) {
        return APIGatewayCustomAuthorizerEvent.RequestContext.builder()
                .withAccountId(settings.accountId())
                .withApiId(API_ID)
                .withStage(settings.stage())
                .withRequestId(request.id())
                .withHttpMethod(request.method())
                .withPath(stagePath(request))
                .withResourcePath(resource.template())
                .withIdentity(APIGatewayCustomAuthorizerEvent.Identity.builder()
                        .withSourceIp(request.sourceIp())
                        .build())
                .build();
    }

    /// The event without its body; only a function that is invoked over the network needs the body as
    /// text.
    ///
    /// @param authorizer the authorizer's context about the caller, with nothing that the client sent
    APIGatewayProxyRequestEvent proxy(RequestHead request, ApiResource resource, Map<String, Object> authorizer) {
        Map<String, List<String>> headers = headers(request);
        Map<String, List<String>> query = EventParameters.query(request.query());
        return new APIGatewayProxyRequestEvent()
                .withResource(resource.template())
                .withPath(request.path())
                .withHttpMethod(request.method())
                .withHeaders(EventParameters.last(headers))
                .withMultiValueHeaders(headers)
                .withQueryStringParameters(orNull(EventParameters.last(query)))
                .withMultiValueQueryStringParameters(orNull(query))
                .withPathParameters(orNull(pathParameters(request, resource)))
                .withRequestContext(context(request, resource, authorizer))
                .withIsBase64Encoded(true);
    }

    /// The event of a caller that AWS IAM has admitted.
    APIGatewayProxyRequestEvent signed(APIGatewayProxyRequestEvent event) {
        event.getRequestContext()
                .getIdentity()
                .setUserArn("arn:aws:iam::" + settings.accountId() + ":user/local-operator");
        return event;
    }

    private ProxyRequestContext context(RequestHead request, ApiResource resource, Map<String, Object> authorizer) {
        ProxyRequestContext context = new ProxyRequestContext()
                .withAccountId(settings.accountId())
                .withApiId(API_ID)
                .withStage(settings.stage())
                .withRequestId(request.id())
                .withExtendedRequestId(request.id())
                .withResourcePath(resource.template())
                .withHttpMethod(request.method())
                .withPath(stagePath(request))
                .withProtocol(request.protocol())
                .withDomainName(last(request, "host"))
                .withRequestTime(REQUEST_TIME.format(request.at()))
                .withRequestTimeEpoch(request.at().toEpochMilli())
                .withIdentity(new RequestIdentity()
                        .withSourceIp(request.sourceIp())
                        .withUserAgent(last(request, "user-agent")));
        context.setAuthorizer(authorizer);
        return context;
    }

    /// The client's headers and API Gateway's own, which replace any of the same name.
    private static Map<String, List<String>> headers(RequestHead request) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.headers());
        own(request).forEach((name, value) -> {
            headers.remove(name);
            headers.put(name, List.of(value));
        });
        return headers;
    }

    private static Map<String, String> own(RequestHead request) {
        String random = request.id().replace("-", "").substring(0, 24);
        String trace = "Root=1-%08x-%s".formatted(request.at().getEpochSecond(), random);
        return Map.of("X-Amzn-Trace-Id", trace, "X-Forwarded-For", request.sourceIp(), "X-Forwarded-Proto", "http");
    }

    private static Map<String, String> pathParameters(RequestHead request, ApiResource resource) {
        return resource.variables(request.path()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, variable -> EventParameters.path(variable.getValue())));
    }

    private String stagePath(RequestHead request) {
        return "/" + settings.stage() + request.path();
    }

    private static @Nullable String last(RequestHead request, String header) {
        List<String> values = request.headers().get(header);
        return values == null ? null : values.getLast();
    }

    /// The values, or `null` if there are none, as in API Gateway's events.
    private static <V> @Nullable Map<String, V> orNull(Map<String, V> values) {
        return values.isEmpty() ? null : values;
    }
}
