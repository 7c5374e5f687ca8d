package io.breakwater.ops.deploy.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.util.Base64;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/// Makes the event that API Gateway sends to the function of a method with `AWS_IAM` ("Input format of a
/// Lambda function for proxy integration", Amazon API Gateway Developer Guide). All media types of this API
/// are binary, so that a body comes in base64.
///
/// @param caller whoever signed, as STS knows them
record ProxyEvent(String apiId, String stage, GetCallerIdentityResponse caller) {

    /// @param proxy what the greedy path parameter holds
    ObjectNode of(Received request, String proxy) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("resource", DeployedAdmin.RESOURCE)
                .put("path", "/admin/" + proxy)
                .put("httpMethod", request.method());
        ObjectNode single = event.putObject("headers");
        ObjectNode multiple = event.putObject("multiValueHeaders");
        request.headers().forEach((name, values) -> {
            single.put(name, values.getLast());
            values.forEach(multiple.withArray(name)::add);
        });
        event.putNull("queryStringParameters").putNull("multiValueQueryStringParameters");
        event.putObject("pathParameters").put("proxy", proxy);
        event.putNull("stageVariables").set("requestContext", context(request, proxy));
        return body(event, request.body());
    }

    private ObjectNode context(Received request, String proxy) {
        ObjectNode context = JsonNodeFactory.instance
                .objectNode()
                .put("accountId", caller.account())
                .put("apiId", apiId)
                .put("httpMethod", request.method())
                .put("path", "/" + stage + "/admin/" + proxy)
                .put("protocol", "HTTP/1.1")
                .put("requestId", UUID.randomUUID().toString())
                .put("resourcePath", DeployedAdmin.RESOURCE)
                .put("stage", stage);
        context.putObject("identity")
                .put("accountId", caller.account())
                .put("caller", caller.userId())
                .put("user", caller.userId())
                .put("userArn", caller.arn())
                .put("sourceIp", InetAddress.getLoopbackAddress().getHostAddress());
        return context;
    }

    private static ObjectNode body(ObjectNode event, SdkBytes body) {
        return body.asByteArrayUnsafe().length == 0
                ? event.putNull("body").put("isBase64Encoded", false)
                : event.put("body", Base64.getEncoder().encodeToString(body.asByteArrayUnsafe()))
                        .put("isBase64Encoded", true);
    }
}
