package io.breakwater.infra.gateway;

import io.breakwater.naming.Naming;
import io.breakwater.settings.Settings;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.amazon.awscdk.services.iam.PolicyStatement;

/// What the admin function may do, and no more: it changes items, but removes none and makes no secrets.
final class AdminRights {
    private static final String GET = "dynamodb:GetItem";
    private static final String UPDATE = "dynamodb:UpdateItem";

    static Stream<PolicyStatement> of(Naming naming, Settings settings, Tables tables) {
        return Stream.of(
                on(tables.keys(), GET, UPDATE, "dynamodb:Scan", "dynamodb:PutItem"),
                on(tables.quota(), GET, UPDATE),
                on(tables.health(), GET, UPDATE),
                statement(secrets(naming, settings), "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"));
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

    /// The secrets of the configured tenants; every secret's ARN ends in six random characters.
    private static List<String> secrets(Naming naming, Settings settings) {
        return settings.topology().tenants().keySet().stream()
                .sorted()
                .map(tenant -> "arn:aws:secretsmanager:%s:%s:secret:breakwater/%s/tenants/%s-??????"
                        .formatted(naming.home().region(), naming.home().account(), naming.environment(), tenant))
                .toList();
    }

    private AdminRights() {}
}
