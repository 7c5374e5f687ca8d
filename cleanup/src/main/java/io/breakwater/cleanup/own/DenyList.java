package io.breakwater.cleanup.own;

import java.util.List;

/// Resources that are never an environment's own, whatever the proofs: CDKToolkit, AWS's own, and all
/// whose name lacks Breakwater's, unless their kind has no names or a service chose the name.
final class DenyList {
    private static final List<String> OURS = List.of("breakwater", "/breakwater/", "/aws/lambda/breakwater-");

    private DenyList() {}

    static boolean has(FoundResource found) {
        return switch (found.kind()) {
            case KEY -> false;
            case LOG_GROUP ->
                !ours(found.name()) && ServiceLogs.execution(found.name()).isEmpty();
            default -> !ours(found.name());
        };
    }

    private static boolean ours(String name) {
        return OURS.stream().anyMatch(name::startsWith);
    }
}
