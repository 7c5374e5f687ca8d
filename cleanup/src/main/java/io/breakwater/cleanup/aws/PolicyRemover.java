package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.Tag;

/// Managed policies of the account's own. Roles that still have one lose it first, and old versions go before the
/// one in force.
record PolicyRemover(Function<Place, IamClient> clients) implements ResourceRemover {

    @Override
    public Kind kind() {
        return Kind.POLICY;
    }

    @Override
    public List<FoundResource> list(Place place) {
        IamClient iam = clients.apply(place);
        return iam.listPoliciesPaginator(list -> list.scope(PolicyScopeType.LOCAL)).policies().stream()
                .filter(policy -> CandidateNames.ours(policy.policyName()))
                .map(policy -> found(place, policy, tags(iam, policy)))
                .toList();
    }

    private FoundResource found(Place place, Policy policy, Map<String, String> tags) {
        return new FoundResource(
                place, kind(), policy.arn(), policy.policyName(), tags, policy.policyId(), FoundResource.State.FREE);
    }

    private static Map<String, String> tags(IamClient iam, Policy policy) {
        return NotFoundErrors.orElse(
                Map.of(),
                () -> CandidateNames.tags(
                        iam.listPolicyTagsPaginator(list -> list.policyArn(policy.arn())).tags().stream()
                                .toList(),
                        Tag::key,
                        Tag::value));
    }

    @Override
    public Optional<String> remove(FoundResource found) {
        return NotFoundErrors.ignored(() -> remove(clients.apply(found.place()), found.id()));
    }

    private static void remove(IamClient iam, String policy) {
        iam.listEntitiesForPolicyPaginator(list -> list.policyArn(policy)).policyRoles().stream()
                .toList()
                .forEach(role -> iam.detachRolePolicy(
                        detach -> detach.roleName(role.roleName()).policyArn(policy)));
        iam.listPolicyVersionsPaginator(list -> list.policyArn(policy)).versions().stream()
                .filter(version -> !version.isDefaultVersion())
                .toList()
                .forEach(version -> iam.deletePolicyVersion(
                        delete -> delete.policyArn(policy).versionId(version.versionId())));
        iam.deletePolicy(delete -> delete.policyArn(policy));
    }
}
