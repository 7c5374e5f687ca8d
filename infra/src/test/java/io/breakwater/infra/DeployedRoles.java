package io.breakwater.infra;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.iam.Decision;
import io.breakwater.iam.Evaluation;
import io.breakwater.iam.IamCall;
import io.breakwater.iam.IamCaller;
import io.breakwater.iam.PolicyDocument;
import io.breakwater.iam.PolicyKind;
import io.breakwater.infra.DeployedRole.Attached;
import io.breakwater.infra.Templates.Found;
import io.breakwater.settings.Home;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The roles in an environment's templates, and IAM's decisions about their calls.
final class DeployedRoles {
    private final Synthesised environment;
    private final Map<String, DeployedRole> roles = new TreeMap<>();
    private final Map<String, PolicyDocument> keys = new TreeMap<>();
    private final Map<String, PolicyDocument> open = new TreeMap<>();

    private DeployedRoles(Synthesised environment) {
        this.environment = environment;
    }

    static DeployedRoles of(Synthesised environment) {
        DeployedRoles deployed = new DeployedRoles(environment);
        Templates.all(environment, "AWS::IAM::Role").forEach(deployed::add);
        Stream.of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")
                .flatMap(type -> Templates.all(environment, type))
                .forEach(deployed::attach);
        Templates.all(environment, "AWS::KMS::Key").forEach(deployed::addKey);
        return deployed;
    }

    private void add(Found role) {
        Intrinsics intrinsics = Intrinsics.of(environment, role.stack());
        String arn = intrinsics.arn(role.id());
        String name = intrinsics
                .ref(role.id())
                .substring("breakwater-%s-"
                        .formatted(environment.settings().environment())
                        .length());
        roles.put(
                arn,
                new DeployedRole(
                        name,
                        arn,
                        attached(PolicyKind.TRUST, intrinsics, role, "AssumeRolePolicyDocument"),
                        List.of()));
    }

    private void attach(Found policy) {
        Intrinsics intrinsics = Intrinsics.of(environment, policy.stack());
        for (JsonNode name : policy.properties().path("Roles")) {
            String arn = "arn:aws:iam::%s:role/%s"
                    .formatted(intrinsics.account(), intrinsics.resolved(name).asText());
            roles.computeIfPresent(
                    arn, (_, role) -> with(role, attached(PolicyKind.IDENTITY, intrinsics, policy, "PolicyDocument")));
        }
    }

    private static DeployedRole with(DeployedRole role, Attached more) {
        List<Attached> all = new ArrayList<>(role.attached());
        all.add(more);
        return new DeployedRole(role.name(), role.arn(), role.trust(), all);
    }

    private static Attached attached(PolicyKind kind, Intrinsics intrinsics, Found found, String property) {
        return new Attached(
                kind,
                found.toString(),
                intrinsics.resolved(found.properties().path(property)).toString());
    }

    Stream<DeployedRole> all() {
        return roles.values().stream();
    }

    /// IAM's decision about a call of a role, by the role's own policies, the trust policy of the role
    /// that it would assume, and the policy of the key that it would use.
    Decision decide(DeployedRole role, IamCall call) {
        return new Evaluation(new IamCaller.Role(role.arn()), role.rights(), ofResource(call))
                .of(withOrganization(call));
    }

    /// The decision if every resource let everybody in: it shows what the role's own policies prevent.
    Decision decideByItsOwn(DeployedRole role, IamCall call) {
        PolicyDocument resources = open.computeIfAbsent(role.arn().split(":", -1)[4], DeployedRoles::openTo);
        return new Evaluation(new IamCaller.Role(role.arn()), role.rights(), Optional.of(resources))
                .of(withOrganization(call));
    }

    private static PolicyDocument openTo(String account) {
        return PolicyDocument.of(PolicyKind.RESOURCE, "open to an account", """
                {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "%s"}, "Action": "*", "Resource": "*"}]}
                """.formatted(account));
    }

    private Optional<PolicyDocument> ofResource(IamCall call) {
        return switch (call.action().replaceFirst(":.*", "")) {
            case "kms" -> Optional.ofNullable(keys.get(call.resource()));
            case "sts" -> Optional.ofNullable(roles.get(call.resource())).map(DeployedRole::trusting);
            default -> Optional.empty();
        };
    }

    private void addKey(Found key) {
        Intrinsics intrinsics = Intrinsics.of(environment, key.stack());
        keys.put(
                intrinsics.arn(key.id()),
                attached(PolicyKind.KEY, intrinsics, key, "KeyPolicy").policy());
    }

    private IamCall withOrganization(IamCall call) {
        Home home = environment.settings().home();
        return home.organization()
                .map(id -> call.with("aws:PrincipalOrgID", id))
                .orElse(call);
    }
}
