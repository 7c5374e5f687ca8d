package io.breakwater.cleanup.own;

import io.breakwater.naming.Naming;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What CloudFormation knows of an environment's stacks, existing or deleted within the last 90 days.
///
/// @param made everything they ever had
/// @param living the resources of the existing stacks, with the stack's name
public record Records(List<OwnStack> stacks, Set<Recorded> made, Map<Recorded, String> living) {
    public static final Records NONE = new Records(List.of(), Set.of(), Map.of());

    public Records {
        stacks = List.copyOf(stacks);
        made = Set.copyOf(made);
        living = Map.copyOf(living);
    }

    /// Combines the records of several places.
    public static Records all(Collection<Records> each) {
        List<OwnStack> stacks = new ArrayList<>();
        Set<Recorded> made = new HashSet<>();
        Map<Recorded, String> living = new HashMap<>();
        for (Records records : each) {
            stacks.addAll(records.stacks);
            made.addAll(records.made);
            living.putAll(records.living);
        }
        return new Records(stacks, made, living);
    }

    /// Whether a stack of the environment has, or had, this resource.
    boolean knows(FoundResource found) {
        return found.kind() == Kind.INVOCATION_LOGGING
                ? stacks.stream().anyMatch(stack -> stack.place().equals(found.place()))
                : made.stream().anyMatch(recorded -> Trace.of(found, recorded));
    }

    /// The existing stack that has this resource, or whose functions may have made it.
    Optional<String> owner(FoundResource found) {
        Optional<String> owner = living.entrySet().stream()
                .filter(entry -> Trace.of(found, entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        return owner.or(() -> maker(found));
    }

    /// One of the API Gateway keys that functions make.
    private static boolean countsTenant(FoundResource found) {
        return found.kind() == Kind.API_KEY && found.tags().containsKey(Naming.TENANT);
    }

    private Optional<String> maker(FoundResource found) {
        return stacks.stream()
                .filter(stack -> found.kind().madeAtRunTime() || countsTenant(found))
                .filter(stack -> stack.stands() && stack.place().equals(found.place()))
                .map(OwnStack::name)
                .findFirst();
    }
}
