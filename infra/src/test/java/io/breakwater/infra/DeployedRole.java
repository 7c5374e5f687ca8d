package io.breakwater.infra;

import io.breakwater.iam.PolicyDocument;
import io.breakwater.iam.PolicyKind;
import io.breakwater.iam.Rights;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A role of an environment with its policies, as its templates contain them.
///
/// @param name the role's name without the prefix of all names of the environment
record DeployedRole(String name, String arn, Attached trust, List<Attached> attached) {

    /// A document, the resource that has it, and its parsed form; it is read once, since it is
    /// evaluated thousands of times.
    record Attached(String name, String document, PolicyDocument policy) {
        Attached(PolicyKind kind, String name, String document) {
            this(name, document, PolicyDocument.of(kind, name, document));
        }
    }

    DeployedRole {
        attached = List.copyOf(attached);
    }

    Rights rights() {
        return Rights.of(attached.stream().map(Attached::policy).toList());
    }

    PolicyDocument trusting() {
        return trust.policy();
    }

    /// The same role with one of its policies changed.
    DeployedRole with(Attached changed, UnaryOperator<String> change) {
        return new DeployedRole(
                name,
                arn,
                trust,
                attached.stream()
                        .map(policy -> policy.equals(changed)
                                ? new Attached(PolicyKind.IDENTITY, policy.name(), change.apply(policy.document()))
                                : policy)
                        .toList());
    }

    /// The same role with only those of its policies whose names match.
    DeployedRole having(Predicate<String> names) {
        return new DeployedRole(
                name,
                arn,
                trust,
                attached.stream().filter(policy -> names.test(policy.name())).toList());
    }

    @Override
    public String toString() {
        return arn;
    }
}
