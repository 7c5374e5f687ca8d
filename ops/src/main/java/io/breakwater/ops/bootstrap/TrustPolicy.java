package io.breakwater.ops.bootstrap;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.breakwater.model.AccountId;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/// A role's trust policy, which says who may assume it.
public record TrustPolicy(JsonNode statements) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ASSUMING = Set.of("sts:AssumeRole", "sts:*", "*");

    /// Reads a policy; text that is not JSON admits nobody.
    public static TrustPolicy of(String document) {
        try {
            return new TrustPolicy(JSON.readTree(document).path("Statement"));
        } catch (JacksonException notJson) {
            return new TrustPolicy(MissingNode.getInstance());
        }
    }

    /// Whether the account, or an identity in it, may assume the role. Conditions are not evaluated.
    public boolean admits(AccountId account) {
        return elements(statements).stream()
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .filter(statement -> texts(statement.path("Action")).stream().anyMatch(ASSUMING::contains))
                .flatMap(statement -> texts(statement.path("Principal").path("AWS")).stream())
                .anyMatch(principal -> principal.equals("*")
                        || principal.equals(account.value())
                        || principal.contains("::" + account + ":"));
    }

    private static List<String> texts(JsonNode element) {
        return elements(element).stream().map(JsonNode::asText).toList();
    }

    private static List<JsonNode> elements(JsonNode element) {
        return element.isArray()
                ? StreamSupport.stream(element.spliterator(), false).toList()
                : List.of(element);
    }
}
