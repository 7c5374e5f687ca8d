package io.breakwater.cleanup.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.AccountId;
import io.breakwater.naming.Naming;
import java.util.List;
import java.util.stream.Stream;

/// What an assumed role's session may do at most ("Session policies", IAM User Guide; 2,048
/// characters): read all that a clean-up reads, and remove only resources named or tagged as the
/// environment's own, so that IAM refuses the consequences of a mistake in this program.
///
/// Bedrock's logging setting has no name and no tags, so it is not limited; there is one in each
/// account and Region. The role of the previous setting may be passed to Bedrock, and to no other
/// service.
public final class SessionPolicy {
    /// All that a clean-up reads, and the logging setting.
    private static final List<String> ANYWHERE = List.of(
            "apigateway:GET",
            "bedrock:List*",
            "bedrock:*LoggingConfiguration",
            "cloudformation:Desc*",
            "cloudformation:List*",
            "cloudwatch:Desc*",
            "cloudwatch:Get*",
            "cloudwatch:List*",
            "dynamodb:Desc*",
            "dynamodb:List*",
            "iam:List*",
            "kms:Desc*",
            "kms:List*",
            "lambda:List*",
            "logs:Desc*",
            "logs:List*",
            "secretsmanager:Desc*",
            "secretsmanager:List*",
            "sns:List*",
            "ssm:Desc*",
            "ssm:Get*",
            "ssm:List*");

    private static final List<String> BY_TAG =
            List.of("apigateway:DELETE", "apigateway:PATCH", "bedrock:DeleteInf*", "kms:ScheduleKeyDeletion");

    private static final List<String> BY_NAME = List.of(
            "cloudwatch:Delete*",
            "dynamodb:DeleteTable",
            "dynamodb:UpdateTable",
            "iam:De*",
            "lambda:DeleteFunction",
            "logs:DeleteLogGroup",
            "logs:Put*Protection",
            "secretsmanager:DeleteSecret",
            "sns:DeleteTopic",
            "ssm:DeleteParameter");

    private SessionPolicy() {}

    /// The policy for a session in an account.
    public static String of(Naming naming, AccountId account) {
        ObjectNode policy = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");
        allow(policy, ANYWHERE, List.of("*"));
        allow(policy, BY_NAME, named(naming, account));
        allow(policy, BY_TAG, List.of("*"))
                .putObject("Condition")
                .putObject("StringEquals")
                .put("aws:ResourceTag/breakwater:stack-id", naming.stackId());
        allow(policy, List.of("iam:PassRole"), List.of("*"))
                .putObject("Condition")
                .putObject("StringEquals")
                .put("iam:PassedToService", "bedrock.amazonaws.com");
        return policy.toString();
    }

    private static ObjectNode allow(ObjectNode policy, List<String> actions, List<String> resources) {
        ObjectNode statement = policy.withArray("Statement").addObject().put("Effect", "Allow");
        put(statement, "Action", actions);
        put(statement, "Resource", resources);
        return statement;
    }

    /// Writes a list of one element as the element itself, because every character counts.
    private static void put(ObjectNode statement, String element, List<String> values) {
        if (values.size() == 1) {
            statement.put(element, values.getFirst());
        } else {
            values.forEach(statement.putArray(element)::add);
        }
    }

    /// One ARN for each service and form of name: IAM takes no wildcard for a service ("IAM JSON policy
    /// elements: Resource", IAM User Guide).
    private static List<String> named(Naming naming, AccountId account) {
        String name = naming.resource("*");
        String folder = "breakwater/" + naming.environment() + "/*";
        return Stream.of(
                        "cloudwatch:*:@:alarm:" + name,
                        "cloudwatch::@:dashboard/" + naming.api(),
                        "cloudwatch::@:dashboard/" + name,
                        "dynamodb:*:@:table/" + name,
                        "iam::@:policy/" + name,
                        "iam::@:role/" + name,
                        "lambda:*:@:function:" + name,
                        "logs:*:@:log-group:/aws/lambda/" + name,
                        "logs:*:@:log-group:/" + folder,
                        "logs:*:@:log-group:API-Gateway-Execution-Logs_*/" + naming.environment() + ":*",
                        "secretsmanager:*:@:secret:" + name,
                        "secretsmanager:*:@:secret:" + folder,
                        "sns:*:@:" + name,
                        "ssm:*:@:parameter/" + folder)
                .map(resource -> "arn:aws:" + resource.replace("@", account.value()))
                .toList();
    }
}
