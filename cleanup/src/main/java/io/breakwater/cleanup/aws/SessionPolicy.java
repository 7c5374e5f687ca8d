package io.breakwater.cleanup.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.AccountId;
import io.breakwater.naming.Naming;
import java.util.List;

/// What an assumed role's session may do at most ("Session policies", IAM User Guide; 2,048 characters): read all that
/// a clean-up reads, and remove only what is named or tagged as the environment's own, so that a mistake in this
/// program is refused by IAM.
///
/// Bedrock's logging setting has no name and no tags, so it is free; it is one thing in an account and Region.
public final class SessionPolicy {
    private static final List<String> READING = List.of(
            "apigateway:GET",
            "bedrock:Get*",
            "bedrock:List*",
            "cloudformation:Describe*",
            "cloudformation:List*",
            "cloudwatch:Describe*",
            "cloudwatch:Get*",
            "cloudwatch:List*",
            "dynamodb:Describe*",
            "dynamodb:List*",
            "iam:Get*",
            "iam:List*",
            "kms:Describe*",
            "kms:List*",
            "lambda:Get*",
            "lambda:List*",
            "logs:Describe*",
            "logs:List*",
            "secretsmanager:Desc*",
            "secretsmanager:List*",
            "sns:Get*",
            "sns:List*",
            "ssm:Describe*",
            "ssm:Get*",
            "ssm:List*");

    private static final List<String> BY_TAG = List.of(
            "apigateway:DELETE", "apigateway:PATCH", "bedrock:DeleteInferenceProfile", "kms:ScheduleKeyDeletion");

    private static final List<String> BY_NAME = List.of(
            "cloudwatch:Delete*",
            "dynamodb:DeleteTable",
            "dynamodb:UpdateTable",
            "iam:De*",
            "lambda:DeleteFunction",
            "logs:DeleteLogGroup",
            "logs:PutLogGroupDeletionProtection",
            "secretsmanager:DeleteSecret",
            "sns:DeleteTopic",
            "ssm:DeleteParameter");

    private static final List<String> UNNAMED = List.of(
            "bedrock:PutModelInvocationLoggingConfiguration",
            "bedrock:DeleteModelInvocationLoggingConfiguration",
            "iam:PassRole");

    private SessionPolicy() {}

    /// The policy for a session in an account.
    public static String of(Naming naming, AccountId account) {
        ObjectNode policy = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");
        allow(policy, READING, List.of("*"));
        allow(policy, UNNAMED, List.of("*"));
        allow(policy, BY_NAME, named(naming, account));
        allow(policy, BY_TAG, List.of("*"))
                .putObject("Condition")
                .putObject("StringEquals")
                .put("aws:ResourceTag/breakwater:stack-id", naming.stackId());
        return policy.toString();
    }

    private static ObjectNode allow(ObjectNode policy, List<String> actions, List<String> resources) {
        ObjectNode statement = policy.withArray("Statement").addObject().put("Effect", "Allow");
        actions.forEach(statement.putArray("Action")::add);
        resources.forEach(statement.putArray("Resource")::add);
        return statement;
    }

    private static List<String> named(Naming naming, AccountId account) {
        String name = naming.environment();
        return List.of(
                "arn:aws:*:*:" + account + ":*breakwater-" + name + "-*",
                "arn:aws:*:*:" + account + ":*/breakwater-" + name,
                "arn:aws:*:*:" + account + ":*breakwater/" + name + "/*",
                "arn:aws:*:*:" + account + ":log-group:API-Gateway-Execution-Logs_*/" + name + ":*");
    }
}
