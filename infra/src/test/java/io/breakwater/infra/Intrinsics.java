package io.breakwater.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.stream.Collectors;

/// A template's values as CloudFormation would fill them in: ids become names and ARNs of their resource's kind.
///
/// @param resources of the template
record Intrinsics(JsonNode resources) {
    private static final String PLACE = "us-east-1:123456789012:";

    private static final Map<String, String> PSEUDO = Map.of(
            "AWS::Partition", "aws",
            "AWS::Region", "us-east-1",
            "AWS::AccountId", "123456789012",
            "AWS::URLSuffix", "amazonaws.com");

    private static final Map<String, String> ARNS = Map.of(
            "AWS::DynamoDB::GlobalTable", "arn:aws:dynamodb:" + PLACE + "table/",
            "AWS::SecretsManager::Secret", "arn:aws:secretsmanager:" + PLACE + "secret:",
            "AWS::Lambda::Function", "arn:aws:lambda:" + PLACE + "function:",
            "AWS::Lambda::Alias", "arn:aws:lambda:" + PLACE + "function:",
            "AWS::Logs::LogGroup", "arn:aws:logs:" + PLACE + "log-group:",
            "AWS::SNS::Topic", "arn:aws:sns:" + PLACE,
            "AWS::IAM::Role", "arn:aws:iam::123456789012:role/",
            "AWS::Bedrock::ApplicationInferenceProfile", "arn:aws:bedrock:" + PLACE + "application-inference-profile/",
            "AWS::ApiGateway::ApiKey", "");

    /// The ids that AWS makes itself, by their length: a policy's size depends on it.
    private static final Map<String, Integer> MADE =
            Map.of("AWS::Bedrock::ApplicationInferenceProfile", 12, "AWS::ApiGateway::ApiKey", 10);

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

    /// What a resource's `Ref` is: an ARN where CloudFormation says so, else a name or an id.
    private String ref(String id) {
        return PSEUDO.getOrDefault(id, isArn(id) ? arn(id) : name(id));
    }

    private boolean isArn(String id) {
        String type = resources.path(id).path("Type").asText();
        return type.equals("AWS::SecretsManager::Secret") || type.equals("AWS::SNS::Topic");
    }

    private String arn(String id) {
        String type = resources.path(id).path("Type").asText();
        String start = ARNS.get(type);
        if (start == null) {
            throw new AssertionError("no ARN is known of " + id + ", which is of type " + type);
        }
        return start + name(id);
    }

    private String name(String id) {
        int length = MADE.getOrDefault(resources.path(id).path("Type").asText(), 0);
        return length == 0
                ? id
                : "%012x".formatted(id.hashCode() & 0xffff_ffffL).substring(12 - length);
    }
}
