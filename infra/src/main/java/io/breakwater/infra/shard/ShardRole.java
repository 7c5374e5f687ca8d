package io.breakwater.infra.shard;

import static java.util.Objects.requireNonNull;

import io.breakwater.model.ShardId;
import io.breakwater.naming.Naming;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/// The role through which only the router calls Bedrock in a shard's account. IAM is not regional, so
/// it has a stack of its own; every Region adds its own policies.
///
/// The router is named by a condition and not as the principal: a role that is deleted and made again
/// keeps its ARN, but not the internal id that IAM stores for a principal.
final class ShardRole extends Construct {

    record Props(Naming naming, ShardId shard, String name) {}

    ShardRole(Construct scope, String id, Props props) {
        super(scope, id);
        Naming naming = props.naming();
        Role role = Role.Builder.create(this, "Role")
                .roleName(props.name())
                .description("Lets the Breakwater router of " + naming.environment() + " call Bedrock here")
                .assumedBy(router(naming).withConditions(Map.of("StringEquals", asking(props))))
                .build();
        requireNonNull(role.getAssumeRolePolicy()).addStatements(tagging(naming));
    }

    private static Map<String, String> asking(Props props) {
        Map<String, String> asked = new TreeMap<>(caller(props.naming()));
        asked.put("sts:ExternalId", props.naming().externalId(props.shard()));
        return asked;
    }

    private static Map<String, String> caller(Naming naming) {
        Map<String, String> caller = new TreeMap<>(Map.of("aws:PrincipalArn", naming.routerRoleArn()));
        naming.home().organization().ifPresent(organization -> caller.put("aws:PrincipalOrgID", organization));
        return caller;
    }

    private static AccountPrincipal router(Naming naming) {
        return new AccountPrincipal(naming.home().account().value());
    }

    /// Session tags name the tenant in CloudTrail and the bill. AssumeRole with tags is refused without
    /// this right; the external id is checked for AssumeRole, and not available for this action.
    private static PolicyStatement tagging(Naming naming) {
        List<? extends IPrincipal> principals = List.of(router(naming));
        return PolicyStatement.Builder.create()
                .actions(List.of("sts:TagSession"))
                .principals(principals)
                .conditions(Map.of("StringEquals", caller(naming)))
                .build();
    }
}
