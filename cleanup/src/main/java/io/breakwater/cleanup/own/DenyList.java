package io.breakwater.cleanup.own;

import java.util.List;

/// What is never an environment's own, whatever seems to prove it: CDKToolkit and AWS's own, and all that is named
/// without Breakwater's name, unless its kind has no names or a service named it.
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
