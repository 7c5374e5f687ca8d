package io.breakwater.demo;

import java.util.List;

/// A pattern with the alias and tenants that show it in an environment.
///
/// @param alias the model that is asked for
/// @param tenants those that send, each as many requests as the others
public record PatternDemo(Pattern pattern, String alias, List<String> tenants) {

    public PatternDemo {
        tenants = List.copyOf(tenants);
    }

    /// The demo for `config/local.yaml`; the keys of another gateway must have these tenants.
    static PatternDemo local(Pattern pattern) {
        List<String> tenants = switch (pattern) {
            case CRIS, SHARDING, FALLBACK, BALANCE -> List.of("demo");
            case ISOLATION -> List.of("a", "b", "c");
        };
        return new PatternDemo(pattern, "demo-" + pattern.word(), tenants);
    }
}
