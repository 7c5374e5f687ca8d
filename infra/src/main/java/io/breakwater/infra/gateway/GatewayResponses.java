package io.breakwater.infra.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.GatewayErrors;
import io.breakwater.surface.Cors;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awscdk.services.apigateway.GatewayResponse;
import software.amazon.awscdk.services.apigateway.IRestApi;
import software.amazon.awscdk.services.apigateway.ResponseType;
import software.constructs.Construct;

/// API Gateway's own answers, in the words of [GatewayErrors], so that clients understand them like the
/// router's.
final class GatewayResponses extends Construct {
    /// Responses for many statuses, which must not set one.
    private static final Set<GatewayErrors> ANY_STATUS = Set.of(GatewayErrors.DEFAULT_4XX);

    /// @param cors which web pages may read them
    /// @param oneHeader whether each path takes keys in one header only, which the answer to a missing
    /// key then says
    record Props(IRestApi api, Cors cors, boolean oneHeader) {}

    GatewayResponses(Construct scope, String id, Props props) {
        super(scope, id);
        for (GatewayErrors error : GatewayErrors.values()) {
            add(error, props);
        }
    }

    private void add(GatewayErrors error, Props props) {
        ObjectNode body = props.oneHeader() ? error.bodyNamingHeaders() : error.body();
        GatewayResponse.Builder response = GatewayResponse.Builder.create(this, error.name())
                .restApi(props.api())
                .type(ResponseType.of(error.name()))
                .responseHeaders(headers(error, props.cors()))
                .templates(Map.of("application/json", body.toString()));
        if (!ANY_STATUS.contains(error)) {
            response.statusCode(Integer.toString(error.status()));
        }
        response.build();
    }

    /// Literals are in single quotes; other values come from the request.
    private static Map<String, String> headers(GatewayErrors error, Cors cors) {
        Map<String, String> headers = new TreeMap<>();
        error.headers().forEach((name, value) -> headers.put(name, LiteralHeaders.quoted(value)));
        cors.fixed().forEach((name, value) -> headers.put(name, LiteralHeaders.quoted(value)));
        headers.put("x-request-id", "context.requestId");
        return headers;
    }
}
