package io.breakwater.ops.probe;

import io.breakwater.model.AccountId;
import io.breakwater.ops.probe.Probe.ControlPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Parent;
import software.amazon.awssdk.services.organizations.model.ParentType;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/// Reads AWS Organizations.
record OrganizationReader(ProbeClients clients) {

    Seen<AccountId> management() {
        return Reading.of(Set.of("AWSOrganizationsNotInUseException"), () -> {
            try (OrganizationsClient organizations = clients.of(OrganizationsClient.builder())) {
                return new AccountId(organizations
                        .describeOrganization(_ -> {})
                        .organization()
                        .masterAccountId());
            }
        });
    }

    Seen<List<ControlPolicy>> controlPolicies(AccountId account) {
        return Reading.of(Set.of(), () -> {
            try (OrganizationsClient organizations = clients.of(OrganizationsClient.builder())) {
                Map<String, ControlPolicy> policies = new LinkedHashMap<>();
                for (String target : upwards(organizations, account)) {
                    attached(organizations, target)
                            .forEach(
                                    policy -> policies.computeIfAbsent(policy.id(), _ -> whole(organizations, policy)));
                }
                return List.copyOf(policies.values());
            }
        });
    }

    /// The account and every parent of it, the root last.
    private static List<String> upwards(OrganizationsClient organizations, AccountId account) {
        List<String> targets = new ArrayList<>(List.of(account.value()));
        boolean below = true;
        while (below) {
            String child = targets.getLast();
            Parent parent = organizations
                    .listParents(list -> list.childId(child))
                    .parents()
                    .getFirst();
            targets.add(parent.id());
            below = parent.type() != ParentType.ROOT;
        }
        return targets;
    }

    private static List<PolicySummary> attached(OrganizationsClient organizations, String target) {
        return organizations
                .listPoliciesForTargetPaginator(list -> list.targetId(target).filter(PolicyType.SERVICE_CONTROL_POLICY))
                .stream()
                .flatMap(page -> page.policies().stream())
                .toList();
    }

    private static ControlPolicy whole(OrganizationsClient organizations, PolicySummary policy) {
        String content = organizations
                .describePolicy(describe -> describe.policyId(policy.id()))
                .policy()
                .content();
        return new ControlPolicy(policy.id(), policy.name(), content);
    }
}
