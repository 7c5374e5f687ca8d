package io.breakwater.infra.gateway;

import io.breakwater.infra.naming.Placement;
import io.breakwater.infra.naming.StateRetention;
import io.breakwater.naming.Naming;
import java.util.Map;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.Billing;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.constructs.Construct;

/// The gateway's state, on demand, each table with one string key `pk`.
final class StateTables extends Construct {
    /// The attribute with an item's expiry, in seconds since 1970.
    static final String EXPIRY = "expires";

    private final TableV2 quota;
    private final TableV2 health;
    private final TableV2 keys;
    private final TableV2 tenants;
    private final TableV2 configured;

    record Props(Placement placement) {}

    StateTables(Construct scope, String id, Props props) {
        super(scope, id);
        quota = table("quota", props).build();
        health = table("health", props).timeToLiveAttribute(EXPIRY).build();
        keys = table("keys", props).timeToLiveAttribute(EXPIRY).build();
        tenants = table("tenants", props).build();
        configured = table("configured", props).build();
    }

    private TableV2.Builder table(String name, Props props) {
        Naming naming = props.placement().naming();
        StateRetention lifecycle = props.placement().lifecycle();
        return TableV2.Builder.create(this, name)
                .tableName(naming.resource(name))
                .partitionKey(Attribute.builder()
                        .name("pk")
                        .type(AttributeType.STRING)
                        .build())
                .billing(Billing.onDemand())
                .removalPolicy(lifecycle.state())
                .deletionProtection(lifecycle.guarded())
                .pointInTimeRecoverySpecification(PointInTimeRecoverySpecification.builder()
                        .pointInTimeRecoveryEnabled(lifecycle.guarded())
                        .build());
    }

    /// The ledgers of tenants and targets. No item expires: it is a tenant's account.
    TableV2 quota() {
        return quota;
    }

    /// The targets' health, shared by the router's copies, and the operators' drains.
    TableV2 health() {
        return health;
    }

    /// Hashes of API keys, and how many times each tenant's keys have changed.
    TableV2 keys() {
        return keys;
    }

    /// The tenants that operators have applied beside those of the environment's file.
    TableV2 tenants() {
        return tenants;
    }

    /// Tenants and plans of the environment's file, which only deploys write.
    TableV2 configured() {
        return configured;
    }

    /// The names of the tables, as variables for functions.
    Map<String, String> environment() {
        return Map.of(
                "BREAKWATER_QUOTA_TABLE", quota.getTableName(),
                "BREAKWATER_HEALTH_TABLE", health.getTableName(),
                "BREAKWATER_KEYS_TABLE", keys.getTableName(),
                "BREAKWATER_TENANTS_TABLE", tenants.getTableName(),
                "BREAKWATER_CONFIGURED_TABLE", configured.getTableName());
    }
}
