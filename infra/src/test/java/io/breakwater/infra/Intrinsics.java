package io.breakwater.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.breakwater.settings.Site;
import java.util.Map;
import java.util.stream.Collectors;

/// A template's values as CloudFormation would fill them in: ids become the names and ARNs of their
/// resources.
///
/// @param resources the template's resources
/// @param region the Region of its stack
/// @param account the account of its stack
record Intrinsics(JsonNode resources, String region, String account) {
    /// The value of `Fn::GetAtt`, or of `Ref` where that is an ARN, as a pattern for the stack's Region
    /// and account and the resource's name. The ARN of a secret ends in six characters that AWS
    /// generates, that of a log group in `:*`.
    private static final Map<String, String> ARNS = Map.of(
            "AWS::DynamoDB::GlobalTable", "arn:aws:dynamodb:%s:%s:table/%s",
            "AWS::SecretsManager::Secret", "arn:aws:secretsmanager:%s:%s:secret:%s-AbCdEf",
            "AWS::Lambda::Function", "arn:aws:lambda:%s:%s:function:%s",
            "AWS::Lambda::Alias", "arn:aws:lambda:%s:%s:function:%s",
            "AWS::Logs::LogGroup", "arn:aws:logs:%s:%s:log-group:%s:*",
            "AWS::SNS::Topic", "arn:aws:sns:%s:%s:%s",
            "AWS::KMS::Key", "arn:aws:kms:%s:%s:key/%s",
            "AWS::Bedrock::ApplicationInferenceProfile", "arn:aws:bedrock:%s:%s:application-inference-profile/%s",
            "AWS::IAM::Role", "arn:aws:iam::%2$s:role/%3$s");

    /// The property that names a resource of this type.
    private static final Map<String, String> NAMES = Map.of(
            "AWS::DynamoDB::GlobalTable", "TableName",
            "AWS::SecretsManager::Secret", "Name",
            "AWS::Lambda::Function", "FunctionName",
            "AWS::Logs::LogGroup", "LogGroupName",
            "AWS::SNS::Topic", "TopicName",
            "AWS::IAM::Role", "RoleName");

    /// The lengths of ids that AWS generates; a policy's size depends on them.
    private static final Map<String, Integer> MADE =
            Map.of("AWS::Bedrock::ApplicationInferenceProfile", 12, "AWS::ApiGateway::ApiKey", 10, "AWS::KMS::Key", 36);

    static Intrinsics of(Synthesised environment, String stack) {
        Site site = environment.site(stack);
        return new Intrinsics(
                environment.templates().get(stack).path("Resources"),
                site.region().value(),
                site.account().value());
    }

    JsonNode resolved(JsonNode node) {
        if (node.isArray()) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> all.add(resolved(item)));
            return all;
        }
        if (!node.isObject()) {
            return node;
        }
        return switch (node.size() == 1 ? node.properties().iterator().next().getKey() : "") {
            case "Ref" -> TextNode.valueOf(ref(node.path("Ref").asText()));
            case "Fn::GetAtt" ->
                TextNode.valueOf(arn(node.path("Fn::GetAtt").get(0).asText()));
            case "Fn::Join" -> TextNode.valueOf(joined(node.path("Fn::Join")));
            default -> members(node);
        };
    }

    private ObjectNode members(JsonNode node) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(member -> {
            if (member.getKey().startsWith("Fn::")) {
                throw new AssertionError("nothing fills in " + member);
            }
            all.set(member.getKey(), resolved(member.getValue()));
        });
        return all;
    }

    private String joined(JsonNode join) {
        return Templates.stream(join.get(1))
                .map(part -> resolved(part).asText())
                .collect(Collectors.joining(join.get(0).asText()));
    }

    /// The value of a resource's `Ref`: an ARN where CloudFormation says so, otherwise a name or an id.
    String ref(String id) {
        return switch (id) {
            case "AWS::Partition" -> "aws";
            case "AWS::Region" -> region;
            case "AWS::AccountId" -> account;
            case "AWS::URLSuffix" -> "amazonaws.com";
            default -> isArn(id) ? arn(id) : name(id);
        };
    }

    private boolean isArn(String id) {
        String type = type(id);
        return type.equals("AWS::SecretsManager::Secret") || type.equals("AWS::SNS::Topic");
    }

    String arn(String id) {
        String form = ARNS.get(type(id));
        if (form == null) {
            throw new AssertionError("no ARN is known of " + id + ", which is of type " + type(id));
        }
        return form.formatted(region, account, name(id));
    }

    private String name(String id) {
        int length = MADE.getOrDefault(type(id), 0);
        return length == 0
                ? resources
                        .path(id)
                        .path("Properties")
                        .path(NAMES.getOrDefault(type(id), ""))
                        .asText(id)
                : "%036x".formatted(id.hashCode() & 0xffff_ffffL).substring(36 - length);
    }

    private String type(String id) {
        return resources.path(id).path("Type").asText();
    }
}
