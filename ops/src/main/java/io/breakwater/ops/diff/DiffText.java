package io.breakwater.ops.diff;

import io.breakwater.ops.diff.ResourceChange.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A diff in words: a line for each stack that changes, the names of resources that would be replaced
/// or deleted, and a summary.
final class DiffText {

    static List<String> of(List<StackDiff> stacks) {
        List<StackDiff> changed =
                stacks.stream().filter(stack -> !stack.changes().isEmpty()).toList();
        List<String> lines = new ArrayList<>();
        changed.forEach(stack -> {
            lines.add(stack.name() + ": " + counts(stack));
            stack.changes().stream()
                    .filter(ResourceChange::endsTheOldOne)
                    .map(DiffText::named)
                    .forEach(lines::add);
        });
        lines.add(summary(stacks.size(), changed));
        return List.copyOf(lines);
    }

    private static String counts(StackDiff stack) {
        return Stream.of(Kind.values())
                .filter(kind -> stack.count(kind) > 0)
                .map(kind -> stack.count(kind) + " " + word(kind))
                .collect(Collectors.joining(", "));
    }

    private static String named(ResourceChange change) {
        return "  %s: %s %s".formatted(word(change.kind()), change.type(), change.path());
    }

    private static String summary(int all, List<StackDiff> changed) {
        if (changed.isEmpty()) {
            return "Nothing changes in %d stacks.".formatted(all);
        }
        boolean harmless = changed.stream().allMatch(StackDiff::keepsAll);
        return "%d of %d stacks %s; %s."
                .formatted(
                        changed.size(),
                        all,
                        changed.size() == 1 ? "changes" : "change",
                        harmless
                                ? "nothing is replaced or deleted"
                                : "the lines above name what is replaced or deleted");
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case ADDED -> "added";
            case CHANGED -> "changed";
            case REPLACED -> "replaced";
            case PERHAPS_REPLACED -> "perhaps replaced";
            case DELETED -> "deleted";
            case LEFT_ALONE -> "left alone";
        };
    }

    private DiffText() {}
}
