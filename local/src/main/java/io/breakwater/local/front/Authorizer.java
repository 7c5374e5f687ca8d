package io.breakwater.local.front;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import io.breakwater.dialect.GatewayErrors;
import io.breakwater.surface.ApiResource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Runs the authorizer function, or reuses its answer for the same identity. A denial is cached like an
/// allowance; a refusal by exception is not.
final class Authorizer {
    private final Function<APIGatewayCustomAuthorizerEvent, IamPolicyResponseV1> function;
    private final Optional<PolicyCache> cache;
    private final Events events;
    private final FailureReports failures;

    /// @param cache empty if the function is called for every request
    Authorizer(
            Function<APIGatewayCustomAuthorizerEvent, IamPolicyResponseV1> function,
            Optional<PolicyCache> cache,
            Events events,
            FailureReports failures) {
        this.function = function;
        this.cache = cache;
        this.events = events;
        this.failures = failures;
    }

    Authorization authorize(RequestHead request, ApiResource resource) {
        Supplier<IamPolicyResponseV1> asked = () -> function.apply(events.authorizer(request, resource));
        return cache.map(answers -> reused(answers, request, resource, asked)).orElseGet(() -> decided(request, asked));
    }

    private Authorization reused(
            PolicyCache answers, RequestHead request, ApiResource resource, Supplier<IamPolicyResponseV1> asked) {
        return AuthorizerIdentity.of(request, resource)
                .map(identity -> decided(request, () -> answers.find(identity, request.at(), asked)))
                .orElseGet(() -> new Authorization.Refused(GatewayErrors.UNAUTHORIZED));
    }

    private Authorization decided(RequestHead request, Supplier<IamPolicyResponseV1> answer) {
        try {
            IamPolicyResponseV1 policy = answer.get();
            return AuthorizerPolicy.allows(policy, events.methodArn(request))
                    ? allowed(policy)
                    : new Authorization.Refused(GatewayErrors.ACCESS_DENIED, why(policy));
        } catch (RuntimeException e) {
            return new Authorization.Refused(failure(request, e));
        }
    }

    private static String why(IamPolicyResponseV1 policy) {
        return policy.getContext().getOrDefault(GatewayErrors.REFUSAL, "").toString();
    }

    private static Authorization allowed(IamPolicyResponseV1 policy) {
        Map<String, Object> context = new HashMap<>();
        policy.getContext().forEach((name, value) -> context.put(name, value.toString()));
        context.put("principalId", policy.getPrincipalId());
        return new Authorization.Allowed(
                Map.copyOf(context), Objects.requireNonNullElse(policy.getUsageIdentifierKey(), ""));
    }

    private GatewayErrors failure(RequestHead request, RuntimeException failure) {
        if ("Unauthorized".equals(failure.getMessage())) {
            return GatewayErrors.UNAUTHORIZED;
        }
        failures.report(request, "the authorizer", failure);
        return GatewayErrors.AUTHORIZER_FAILURE;
    }
}
