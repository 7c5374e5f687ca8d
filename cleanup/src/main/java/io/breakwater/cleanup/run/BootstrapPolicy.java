package io.breakwater.cleanup.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.AccountId;
import java.util.List;

/// What an assumed role's session may do at most while it removes the CDK's bootstrap: read stacks, buckets and
/// repositories, and remove what has the CDK's names. CloudFormation deletes the stack's roles and parameter with the
/// rights of the session that asks for it.
public final class BootstrapPolicy {
    private static final List<String> READING = List.of(
            "cloudformation:Describe*",
            "cloudformation:List*",
            "ecr:Describe*",
            "iam:Get*",
            "iam:List*",
            "s3:GetBucket*",
            "s3:ListAllMyBuckets",
            "ssm:Describe*",
            "ssm:Get*");

    private BootstrapPolicy() {}

    /// The policy for a session in an account.
    public static String of(AccountId account) {
        ObjectNode policy = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");
        allow(policy, READING, List.of("*"));
        String bucket = "arn:aws:s3:::cdk-*-assets-" + account + "-*";
        allow(policy, List.of("s3:ListBucket*", "s3:DeleteBucket*", "s3:DeleteObject*"), List.of(bucket));
        allow(
                policy,
                List.of("ecr:BatchDeleteImage", "ecr:DeleteRepository*", "ecr:ListImages"),
                List.of("arn:aws:ecr:*:" + account + ":repository/cdk-*"));
        allow(
                policy,
                List.of("cloudformation:DeleteStack"),
                List.of("arn:aws:cloudformation:*:" + account + ":stack/CDKToolkit/*"));
        String own = "arn:aws:iam::" + account + ":";
        allow(policy, List.of("iam:De*"), List.of(own + "role/cdk-*", own + "policy/cdk-*"));
        allow(
                policy,
                List.of("ssm:DeleteParameter*"),
                List.of("arn:aws:ssm:*:" + account + ":parameter/cdk-bootstrap/*"));
        return policy.toString();
    }

    private static void allow(ObjectNode policy, List<String> actions, List<String> resources) {
        ObjectNode statement = policy.withArray("Statement").addObject().put("Effect", "Allow");
        actions.forEach(statement.putArray("Action")::add);
        resources.forEach(statement.putArray("Resource")::add);
    }
}
