package io.breakwater.local.front;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import io.breakwater.control.PresentedKey;
import io.breakwater.dialect.GatewayErrors;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// Runs the authorizer function, or reuses its answer for the same key. A denial is kept
/// like an allowance, a refusal by exception is not.
final class Authorizer {
    private final Function<APIGatewayCustomAuthorizerEvent, IamPolicyResponseV1> function;
    private final PolicyCache cache;
    private final Events events;
    private final Troubles troubles;

    Authorizer(
            Function<APIGatewayCustomAuthorizerEvent, IamPolicyResponseV1> function,
            PolicyCache cache,
            Events events,
            Troubles troubles) {
        this.function = function;
        this.cache = cache;
        this.events = events;
        this.troubles = troubles;
    }

    Authorization authorize(Incoming request, Resource resource) {
        try {
            IamPolicyResponseV1 policy = policy(request, resource);
            return Policy.allows(policy, events.methodArn(request))
                    ? allowed(policy)
                    : new Authorization.Refused(GatewayErrors.ACCESS_DENIED);
        } catch (RuntimeException e) {
            return new Authorization.Refused(failure(request, e));
        }
    }

    private IamPolicyResponseV1 policy(Incoming request, Resource resource) {
        Optional<String> key = PresentedKey.in(Parameters.last(request.headers()));
        return key.flatMap(text -> cache.find(text, request.at())).orElseGet(() -> {
            IamPolicyResponseV1 policy = function.apply(events.authorizer(request, resource));
            key.ifPresent(text -> cache.keep(text, policy, request.at()));
            return policy;
        });
    }

    private static Authorization allowed(IamPolicyResponseV1 policy) {
        Map<String, Object> context = new HashMap<>();
        policy.getContext().forEach((name, value) -> context.put(name, value.toString()));
        context.put("principalId", policy.getPrincipalId());
        return new Authorization.Allowed(
                Map.copyOf(context), Objects.requireNonNullElse(policy.getUsageIdentifierKey(), ""));
    }

    private GatewayErrors failure(Incoming request, RuntimeException failure) {
        if ("Unauthorized".equals(failure.getMessage())) {
            return GatewayErrors.UNAUTHORIZED;
        }
        troubles.report(request, "the authorizer", failure);
        return GatewayErrors.AUTHORIZER_FAILURE;
    }
}
