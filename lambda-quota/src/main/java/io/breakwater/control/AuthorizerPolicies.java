package io.breakwater.control;

import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1.PolicyDocument;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1.Statement;
import io.breakwater.dialect.GatewayErrors;
import io.breakwater.identity.KeyVerdict;
import java.util.List;
import java.util.Map;

/// The policies an authorizer answers with. They cover the whole stage, because API Gateway reuses a
/// cached one for every other method and path; the functions decide what a tenant may do.
final class AuthorizerPolicies {

    static IamPolicyResponseV1 allow(String methodArn, KeyVerdict.Accepted accepted) {
        return IamPolicyResponseV1.builder()
                .withPrincipalId(accepted.caller().tenant().value())
                .withPolicyDocument(document(IamPolicyResponseV1.allowStatement(everything(methodArn))))
                .withContext(accepted.caller().context())
                .withUsageIdentifierKey(accepted.usageIdentifierKey())
                .build();
    }

    /// @param refusal the message for the caller, in the context from which API Gateway makes its
    /// answer
    static IamPolicyResponseV1 deny(String methodArn, String refusal) {
        return IamPolicyResponseV1.builder()
                .withPrincipalId("nobody")
                .withPolicyDocument(document(IamPolicyResponseV1.denyStatement(everything(methodArn))))
                .withContext(Map.of(GatewayErrors.REFUSAL, refusal))
                .build();
    }

    private static PolicyDocument document(Statement statement) {
        return PolicyDocument.builder()
                .withVersion(IamPolicyResponseV1.VERSION_2012_10_17)
                .withStatement(List.of(statement))
                .build();
    }

    /// All methods and paths of the stage of
    /// `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>`.
    private static String everything(String methodArn) {
        String[] parts = methodArn.split("/", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException(
                    "a method ARN must end in <api>/<stage>/<method>/<path>, got '" + methodArn + "'");
        }
        return parts[0] + "/" + parts[1] + "/*/*";
    }

    private AuthorizerPolicies() {}
}
