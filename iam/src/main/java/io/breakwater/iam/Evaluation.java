package io.breakwater.iam;

import io.breakwater.iam.Decision.Allowed;
import io.breakwater.iam.Decision.Denied;
import io.breakwater.iam.Decision.Ground;
import io.breakwater.iam.Decision.NotAllowed;
import io.breakwater.iam.Principals.Named;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// IAM's decision on a call ("Policy evaluation logic", "Evaluating cross-account policies" and "Session policies", IAM
/// User Guide): a denial counts wherever it stands; else each kind of policy that limits the caller must allow, and the
/// identity's own or the resource's, or both where the resource is another account's or closed by itself.
///
/// @param ofResource the policy of what is called, if it has one
public record Evaluation(Caller caller, Rights rights, Optional<Policy> ofResource) {

    /// Of a resource without a policy of its own.
    public Evaluation(Caller caller, Rights rights) {
        this(caller, rights, Optional.empty());
    }

    /// @throws UnevaluatedException if the call lacks a condition key that IAM always has, and a policy asks for it
    public Decision of(Call plain) {
        Call call = withCaller(plain);
        return denial(call).<Decision>map(Denied::new).orElseGet(() -> undenied(call));
    }

    /// What IAM itself knows of a role that calls.
    private Call withCaller(Call call) {
        return switch (caller) {
            case Caller.Service _ -> call;
            case Caller.Role role ->
                call.with("aws:PrincipalArn", role.arn())
                        .with("aws:PrincipalAccount", role.account())
                        .with("aws:SecureTransport", "true");
        };
    }

    private Optional<Ground> denial(Call call) {
        Stream<Policy> own = Stream.of(rights.control().stream().flatMap(List::stream), rights.identity().stream())
                .flatMap(policies -> policies);
        Stream<Policy> limits = Stream.concat(rights.boundary().stream(), rights.session().stream());
        return Stream.concat(own, limits)
                .flatMap(policy -> policy.first(false, call, _ -> true).stream())
                .findFirst()
                .or(() -> ofResource.flatMap(
                        policy -> policy.first(false, call, principals -> principals.name(caller) != Named.NOT)));
    }

    private Decision undenied(Call call) {
        for (List<Policy> level : rights.control()) {
            if (allowing(level, call).isEmpty()) {
                return new NotAllowed(PolicyKind.CONTROL);
            }
        }
        Optional<Ground> direct = byResource(call, Named.DIRECTLY);
        return switch (caller) {
            case Caller.Service _ -> direct.<Decision>map(Allowed::new).orElse(new NotAllowed(resourceKind()));
            case Caller.Role role -> ofRole(role, call, direct);
        };
    }

    private Decision ofRole(Caller.Role role, Call call, Optional<Ground> direct) {
        boolean foreign = !call.account().orElse(role.account()).equals(role.account());
        boolean decisive =
                ofResource.map(Policy::kind).filter(PolicyKind::decisive).isPresent();
        if ((foreign || decisive)
                && direct.isEmpty()
                && byResource(call, Named.BY_ACCOUNT).isEmpty()) {
            return new NotAllowed(resourceKind());
        }
        Optional<Ground> identity = allowing(rights.identity(), call);
        return (foreign ? identity : identity.or(() -> direct))
                .map(ground -> limited(call, ground))
                .orElse(new NotAllowed(PolicyKind.IDENTITY));
    }

    private Decision limited(Call call, Ground ground) {
        if (!rights.boundary().isEmpty() && allowing(rights.boundary(), call).isEmpty()) {
            return new NotAllowed(PolicyKind.BOUNDARY);
        }
        return rights.session().isEmpty() || allowing(rights.session(), call).isPresent()
                ? new Allowed(ground)
                : new NotAllowed(PolicyKind.SESSION);
    }

    private PolicyKind resourceKind() {
        return ofResource.map(Policy::kind).orElse(PolicyKind.RESOURCE);
    }

    private Optional<Ground> byResource(Call call, Named named) {
        return ofResource.flatMap(policy -> policy.first(true, call, principals -> principals.name(caller) == named));
    }

    private static Optional<Ground> allowing(List<Policy> policies, Call call) {
        return policies.stream()
                .flatMap(policy -> policy.first(true, call, _ -> true).stream())
                .findFirst();
    }
}
