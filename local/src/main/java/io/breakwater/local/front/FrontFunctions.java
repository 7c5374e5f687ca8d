package io.breakwater.local.front;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import io.breakwater.router.ProxyHandler;
import java.util.function.Function;

/// The functions behind the API, the same that are deployed.
///
/// @param authorizer the REQUEST authorizer; throws with the message `Unauthorized` for a 401
/// @param usage answers `GET /v1/usage`
/// @param router answers everything else
/// @param admin answers operators
public record FrontFunctions(
        Function<APIGatewayCustomAuthorizerEvent, IamPolicyResponseV1> authorizer,
        Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> usage,
        ProxyHandler router,
        LocalAdminApi admin) {}
