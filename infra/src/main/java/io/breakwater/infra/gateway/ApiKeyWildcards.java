package io.breakwater.infra.gateway;

import java.util.Arrays;
import java.util.stream.Collectors;
import software.amazon.awscdk.Validations;
import software.constructs.Construct;

/// Acknowledges the rule pack's findings about rights on all of API Gateway's keys.
final class ApiKeyWildcards {
    private static final String REASON = "the ids of API Gateway's keys are random; the environment's own have its tag,"
            + " which the statement asks for";

    private ApiKeyWildcards() {}

    /// Writes what `acknowledge` would write; that method takes no id with two colons after a name, as
    /// in API Gateway's ARNs.
    static void acknowledge(Construct scope, String... resources) {
        scope.getNode()
                .addMetadata(
                        Validations.ACKNOWLEDGED_RULES_METADATA_KEY,
                        Arrays.stream(resources).collect(Collectors.toMap(ApiKeyWildcards::rule, _ -> REASON)));
    }

    private static String rule(String resource) {
        return "Annotation::AwsSolutions-IAM5[Resource::" + resource + "]";
    }
}
