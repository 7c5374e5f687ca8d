package io.breakwater.iam;

import io.breakwater.iam.Decision.Allowed;
import io.breakwater.iam.Decision.DecidingStatement;
import io.breakwater.iam.Decision.Denied;
import io.breakwater.iam.Decision.NotAllowed;
import io.breakwater.iam.Principals.Named;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// IAM's decision on a call ("Policy evaluation logic", "Evaluating cross-account policies" and "Session policies", IAM
/// User Guide): a denial in any policy counts; otherwise each kind of policy that limits the caller
/// must allow the call, and so must the identity's policy or the resource's, or both if the resource is
/// another account's or closed by itself.
///
/// @param ofResource the policy of the called resource, if it has one
public record Evaluation(IamCaller caller, Rights rights, Optional<PolicyDocument> ofResource) {

    /// For a resource without a policy of its own.
    public Evaluation(IamCaller caller, Rights rights) {
        this(caller, rights, Optional.empty());
    }

    /// @throws UnevaluatedException if the call lacks a condition key that IAM always has, and a policy asks for it
    public Decision of(IamCall plain) {
        IamCall call = withCaller(plain);
        return denial(call).<Decision>map(Denied::new).orElseGet(() -> undenied(call));
    }

    /// The call with the keys that IAM itself adds for a role.
    private IamCall withCaller(IamCall call) {
        return switch (caller) {
            case IamCaller.Service _ -> call;
            case IamCaller.Role role ->
                call.with("aws:PrincipalArn", role.arn())
                        .with("aws:PrincipalAccount", role.account())
                        .with("aws:SecureTransport", "true");
        };
    }

    private Optional<DecidingStatement> denial(IamCall call) {
        Stream<PolicyDocument> own = Stream.of(
                        rights.control().stream().flatMap(List::stream), rights.identity().stream())
                .flatMap(policies -> policies);
        Stream<PolicyDocument> limits = Stream.concat(rights.boundary().stream(), rights.session().stream());
        return Stream.concat(own, limits)
                .flatMap(policy -> policy.first(false, call, _ -> true).stream())
                .findFirst()
                .or(() -> ofResource.flatMap(
                        policy -> policy.first(false, call, principals -> principals.name(caller) != Named.NOT)));
    }

    private Decision undenied(IamCall call) {
        for (List<PolicyDocument> level : rights.control()) {
            if (allowing(level, call).isEmpty()) {
                return new NotAllowed(PolicyKind.CONTROL);
            }
        }
        Optional<DecidingStatement> direct = byResource(call, Named.DIRECTLY);
        return switch (caller) {
            case IamCaller.Service _ -> direct.<Decision>map(Allowed::new).orElse(new NotAllowed(resourceKind()));
            case IamCaller.Role role -> ofRole(role, call, direct);
        };
    }

    private Decision ofRole(IamCaller.Role role, IamCall call, Optional<DecidingStatement> direct) {
        boolean foreign = !call.account().orElse(role.account()).equals(role.account());
        boolean decisive = ofResource
                .map(PolicyDocument::kind)
                .filter(PolicyKind::decisive)
                .isPresent();
        if ((foreign || decisive)
                && direct.isEmpty()
                && byResource(call, Named.BY_ACCOUNT).isEmpty()) {
            return new NotAllowed(resourceKind());
        }
        Optional<DecidingStatement> identity = allowing(rights.identity(), call);
        return (foreign ? identity : identity.or(() -> direct))
                .map(deciding -> limited(call, deciding))
                .orElse(new NotAllowed(PolicyKind.IDENTITY));
    }

    private Decision limited(IamCall call, DecidingStatement deciding) {
        if (!rights.boundary().isEmpty() && allowing(rights.boundary(), call).isEmpty()) {
            return new NotAllowed(PolicyKind.BOUNDARY);
        }
        return rights.session().isEmpty() || allowing(rights.session(), call).isPresent()
                ? new Allowed(deciding)
                : new NotAllowed(PolicyKind.SESSION);
    }

    private PolicyKind resourceKind() {
        return ofResource.map(PolicyDocument::kind).orElse(PolicyKind.RESOURCE);
    }

    private Optional<DecidingStatement> byResource(IamCall call, Named named) {
        return ofResource.flatMap(policy -> policy.first(true, call, principals -> principals.name(caller) == named));
    }

    private static Optional<DecidingStatement> allowing(List<PolicyDocument> policies, IamCall call) {
        return policies.stream()
                .flatMap(policy -> policy.first(true, call, _ -> true).stream())
                .findFirst();
    }
}
