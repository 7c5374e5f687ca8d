package io.breakwater.tenancy;

import io.breakwater.model.Priority;
import io.breakwater.model.Tenant;
import io.breakwater.model.Terms;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The plans and priorities of an environment's tenants.
///
/// @param terms by plan name
/// @param priorities the priorities of the file's tenants, which share the targets' capacity
public record Plans(Map<String, Terms> terms, Set<Priority> priorities) {
    public Plans {
        terms = Map.copyOf(terms);
        priorities = Set.copyOf(priorities);
    }

    /// The plans of a file with these tenants.
    public static Plans of(Map<String, Terms> terms, Collection<Tenant> tenants) {
        return new Plans(terms, tenants.stream().map(Tenant::priority).collect(Collectors.toSet()));
    }
}
