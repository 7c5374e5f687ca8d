package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/// IAM roles. One that still has policies cannot be deleted, so they are taken from it first.
record RoleRemover(Function<Place, IamClient> clients) implements ResourceRemover {

    @Override
    public Kind kind() {
        return Kind.ROLE;
    }

    @Override
    public List<FoundResource> list(Place place) {
        IamClient iam = clients.apply(place);
        return iam.listRolesPaginator().roles().stream()
                .filter(role -> CandidateNames.ours(role.roleName()))
                .map(role -> found(place, role, tags(iam, role)))
                .toList();
    }

    private FoundResource found(Place place, Role role, Map<String, String> tags) {
        return new FoundResource(
                place, kind(), role.roleName(), role.roleName(), tags, role.roleId(), FoundResource.State.FREE);
    }

    private static Map<String, String> tags(IamClient iam, Role role) {
        return NotFoundErrors.orElse(
                Map.of(),
                () -> CandidateNames.tags(
                        iam.listRoleTagsPaginator(list -> list.roleName(role.roleName())).tags().stream()
                                .toList(),
                        Tag::key,
                        Tag::value));
    }

    @Override
    public Optional<String> remove(FoundResource found) {
        return NotFoundErrors.ignored(() -> remove(clients.apply(found.place()), found.id()));
    }

    private static void remove(IamClient iam, String role) {
        iam.listAttachedRolePoliciesPaginator(list -> list.roleName(role)).attachedPolicies().stream()
                .toList()
                .forEach(policy ->
                        iam.detachRolePolicy(detach -> detach.roleName(role).policyArn(policy.policyArn())));
        iam.listRolePoliciesPaginator(list -> list.roleName(role)).policyNames().stream()
                .toList()
                .forEach(policy ->
                        iam.deleteRolePolicy(delete -> delete.roleName(role).policyName(policy)));
        iam.deleteRole(delete -> delete.roleName(role));
    }
}
