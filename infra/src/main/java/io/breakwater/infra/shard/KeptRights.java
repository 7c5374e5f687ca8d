package io.breakwater.infra.shard;

import static java.util.Comparator.comparing;

import io.breakwater.model.Region;
import io.breakwater.model.ShardId;
import io.breakwater.naming.Naming;
import io.breakwater.settings.ProfilePlan;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Shard;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/// A second copy of the rights to call a shard's system profiles in all of its Regions and to apply its
/// guardrails: rights that [InvokePolicies] of this deploy no longer give, the previous deploy's kept
/// rights still give until the router has been replaced.
///
/// Application profiles are not included. They are deleted with their Region's stack, and a router that
/// cannot call one calls the system profile that it copies.
final class KeptRights extends Construct {
    /// How many of the pages are inline policies.
    static final int INLINE = 1;

    record Props(Naming naming, Settings settings, Shard shard) {
        private String policy(int page) {
            return naming.keptPolicy(shard.id(), page);
        }

        private ShardId id() {
            return shard.id();
        }
    }

    KeptRights(Construct scope, String id, Props props) {
        super(scope, id);
        IRole role = Role.fromRoleName(this, "Role", props.naming().shardRole(props.id()));
        List<List<PolicyStatement>> pages = pages(props.settings(), props.shard());
        for (int page = 0; page < pages.size(); page++) {
            if (page < INLINE) {
                inline(props.policy(page), role, pages.get(page));
            } else {
                managed(page, props.policy(page), role, pages.get(page));
            }
        }
    }

    private void inline(String name, IRole role, List<PolicyStatement> statements) {
        Policy.Builder.create(this, "Policy")
                .policyName(name)
                .roles(List.of(role))
                .statements(statements)
                .build();
    }

    private void managed(int page, String name, IRole role, List<PolicyStatement> statements) {
        ManagedPolicy.Builder.create(this, "Policy" + page)
                .managedPolicyName(name)
                .description("What the Breakwater router could call as it was deployed last")
                .roles(List.of(role))
                .statements(statements)
                .build();
    }

    /// The statements of one policy each, in the order of the Regions' names. A shard whose models
    /// no tenant may use has none.
    static List<List<PolicyStatement>> pages(Settings settings, Shard shard) {
        return PolicyPages.inlineFirst(shard.regions().stream()
                .sorted(comparing(Region::value))
                .flatMap(region -> Stream.concat(
                        new InvokeStatements(shard.account(), region)
                                .calling(ProfilePlan.profiles(settings, shard, region)),
                        InvokeStatements.guarding(
                                settings.topology().guardrails().arns(shard.id(), shard.account(), region))))
                .toList());
    }
}
