package io.breakwater.infra.gateway;

import io.breakwater.naming.Naming;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.amazon.awscdk.services.iam.PolicyStatement;

/// The admin function's rights: it changes items, but removes only those of tenants that operators have
/// applied, and makes no secrets.
final class AdminRights {
    private static final String GET = "dynamodb:GetItem";
    private static final String UPDATE = "dynamodb:UpdateItem";

    static Stream<PolicyStatement> of(Naming naming, StateTables tables, SharedUsage usage) {
        return Stream.of(
                on(tables.keys(), GET, UPDATE, "dynamodb:Scan", "dynamodb:PutItem"),
                on(tables.quota(), GET, UPDATE),
                on(tables.health(), GET, UPDATE),
                on(tables.configured(), GET, "dynamodb:Scan"),
                on(tables.tenants(), GET, "dynamodb:Scan", "dynamodb:PutItem", "dynamodb:DeleteItem"),
                statement(List.of(apiKeys(naming) + usage.keyId()), "apigateway:GET"),
                statement(List.of(secrets(naming)), "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"));
    }

    private static PolicyStatement on(TableV2 table, String... actions) {
        return statement(List.of(table.getTableArn()), actions);
    }

    private static PolicyStatement statement(List<String> resources, String... actions) {
        return PolicyStatement.Builder.create()
                .actions(List.of(actions))
                .resources(resources)
                .build();
    }

    /// The part of API Gateway's key ARNs before the id.
    static String apiKeys(Naming naming) {
        return "arn:aws:apigateway:" + naming.home().region() + "::/apikeys/";
    }

    /// The secrets of all tenants of the environment: one ARN for each would not fit into a policy from
    /// some 85 tenants on (6,144 characters, "IAM and AWS STS quotas", IAM User Guide).
    static String secrets(Naming naming) {
        return "arn:aws:secretsmanager:%s:%s:secret:breakwater/%s/tenants/*"
                .formatted(naming.home().region(), naming.home().account(), naming.environment());
    }

    private AdminRights() {}
}
