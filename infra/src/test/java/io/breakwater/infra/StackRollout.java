package io.breakwater.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awscdk.cxapi.CloudFormationStackArtifact;

/// A deploy of one environment over another, stack by stack in an order that the stacks' dependencies allow.
record StackRollout(Synthesised before, Synthesised after) {

    /// A moment of a deploy: the stacks that have been updated so far. The gateway's stack changes
    /// routers while it is the next one.
    record Moment(Set<String> updated, String next) {
        Moment {
            updated = Set.copyOf(updated);
        }
    }

    /// All moments in the two most difficult orders: the gateway as late as possible, when everything
    /// else that can be new is new, and as early as possible, when everything else that can be old is
    /// old.
    Stream<Moment> moments() {
        return Stream.concat(moments(inOrder(false)), moments(inOrder(true)));
    }

    private static Stream<Moment> moments(List<String> order) {
        List<Moment> moments = new ArrayList<>();
        for (int done = 0; done <= order.size(); done++) {
            moments.add(new Moment(new TreeSet<>(order.subList(0, done)), done == order.size() ? "" : order.get(done)));
        }
        return moments.stream();
    }

    /// A stack follows all stacks that it depends on. Beyond that, either those that the gateway
    /// depends on come first, or those that depend on the gateway come last.
    private List<String> inOrder(boolean gatewayEarly) {
        Map<String, Set<String>> needed = new TreeMap<>();
        after.stacks().forEach((name, stack) -> needed.put(name, dependencies(stack)));
        Set<String> first = needed(needed, gateway());
        List<String> order = new ArrayList<>();
        Stream<String> ranked = gatewayEarly
                ? ranked(needed.keySet(), first::contains)
                : ranked(needed.keySet(), name -> !needed(needed, name).contains(gateway()));
        ranked.forEach(name -> place(name, needed, order));
        return order;
    }

    private Stream<String> ranked(Set<String> names, Predicate<String> early) {
        return Stream.of(
                        names.stream().filter(early).filter(name -> !name.equals(gateway())),
                        Stream.of(gateway()),
                        names.stream().filter(early.negate()))
                .flatMap(each -> each);
    }

    private static void place(String name, Map<String, Set<String>> needed, List<String> order) {
        if (!order.contains(name)) {
            needed.getOrDefault(name, Set.of()).forEach(first -> place(first, needed, order));
            order.add(name);
        }
    }

    /// The stacks on which a stack depends, directly or indirectly.
    private static Set<String> needed(Map<String, Set<String>> direct, String name) {
        Set<String> all = new TreeSet<>();
        for (String each : direct.getOrDefault(name, Set.of())) {
            all.add(each);
            all.addAll(needed(direct, each));
        }
        return all;
    }

    private static Set<String> dependencies(CloudFormationStackArtifact stack) {
        Set<String> names = new TreeSet<>();
        stack.getDependencies().stream()
                .filter(CloudFormationStackArtifact.class::isInstance)
                .map(CloudFormationStackArtifact.class::cast)
                .forEach(other -> names.add(other.getStackName()));
        return names;
    }

    String gateway() {
        return "breakwater-" + after.settings().environment() + "-gateway";
    }

    /// A role at a moment, with its stacks' policies at that moment. A stack that the new environment
    /// does not have stays as it is.
    DeployedRole at(Moment moment, DeployedRole role) {
        List<DeployedRole.Attached> attached = new ArrayList<>();
        attached(before, role)
                .filter(policy -> !moment.updated().contains(stack(policy)))
                .forEach(attached::add);
        attached(after, role)
                .filter(policy -> moment.updated().contains(stack(policy)))
                .forEach(attached::add);
        return new DeployedRole(role.name(), role.arn(), role.trust(), attached);
    }

    private static Stream<DeployedRole.Attached> attached(Synthesised environment, DeployedRole role) {
        return DeployedRoles.of(environment)
                .all()
                .filter(other -> other.arn().equals(role.arn()))
                .flatMap(other -> other.attached().stream());
    }

    private static String stack(DeployedRole.Attached policy) {
        return policy.name().replaceFirst("/.*", "");
    }
}
