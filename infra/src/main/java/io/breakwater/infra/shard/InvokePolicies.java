package io.breakwater.infra.shard;

import io.breakwater.model.AccountId;
import io.breakwater.model.Profile;
import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import io.breakwater.naming.Naming;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/// The rights of the shard's role in one Region, as managed policies of this stack that are attached by
/// the role's name, so that the role's stack does not depend on them.
final class InvokePolicies extends Construct {

    /// @param profiles the system profiles in use, each with the ARNs of the application profiles that copy it
    /// @param guardrails the ARNs of the guardrails that check calls here
    /// @param listing whether it may list the application profiles, whose ids are generated
    /// @param formerToo whether the former role gets them as well
    record Props(
            Naming naming,
            ShardId shard,
            AccountId account,
            Region region,
            Map<Profile, List<String>> profiles,
            List<String> guardrails,
            boolean listing,
            boolean formerToo) {}

    InvokePolicies(Construct scope, String id, Props props) {
        super(scope, id);
        List<IRole> roles = roles(props);
        List<List<PolicyStatement>> pages = PolicyPages.of(statements(props));
        for (int page = 0; page < pages.size(); page++) {
            ManagedPolicy policy = ManagedPolicy.Builder.create(this, "Policy" + page)
                    .managedPolicyName(name(props, page))
                    .description("What the Breakwater router may call in " + props.region())
                    .roles(roles)
                    .statements(pages.get(page))
                    .build();
            if (props.listing() && page == pages.size() - 1) {
                acknowledge(policy);
            }
        }
    }

    private static void acknowledge(ManagedPolicy policy) {
        Validations.of(policy)
                .acknowledge(Acknowledgment.builder()
                        .id("AwsSolutions-IAM5[Resource::*]")
                        .reason("application inference profiles have generated ids, so the router finds its tenants' by"
                                + " name; the action that lists them knows no resource")
                        .build());
    }

    private List<IRole> roles(Props props) {
        IRole role = Role.fromRoleName(this, "Role", props.naming().shardRole(props.shard()));
        return props.formerToo()
                ? List.of(
                        role,
                        Role.fromRoleName(this, "FormerRole", props.naming().formerShardRole(props.shard())))
                : List.of(role);
    }

    private static List<PolicyStatement> statements(Props props) {
        InvokeStatements statements = new InvokeStatements(props.account(), props.region());
        return Stream.of(
                        statements.of(props.profiles()),
                        InvokeStatements.guarding(props.guardrails()),
                        props.listing() ? Stream.of(InvokeStatements.listing()) : Stream.<PolicyStatement>of())
                .flatMap(some -> some)
                .toList();
    }

    private static String name(Props props, int page) {
        return props.naming().shardPolicy(props.shard(), props.region(), page);
    }
}
