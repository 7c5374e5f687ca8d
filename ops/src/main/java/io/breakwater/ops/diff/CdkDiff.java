package io.breakwater.ops.diff;

import io.breakwater.ops.diff.ResourceChange.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what `cdk diff` of the pinned CDK CLI prints. A stack begins with its place in the app, its
/// name if that differs, and its account:
/// `Stack Gateway (breakwater-dev-gateway) (aws://123456789012/us-east-1)`. Each resource has one line,
/// such as `[~] AWS::Lambda::Function Router/Function RouterFunction1A2B replace`; the indented lines
/// below say why.
final class CdkDiff {
    private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[0-9;]*m");
    private static final Pattern STACK = Pattern.compile("Stack (\\S+)(?: \\((?!aws:)(\\S+)\\))?(?: \\(aws:\\S+\\))?");
    private static final Pattern RESOURCE = Pattern.compile(
            "\\[([-+~])] (\\S+::\\S+) (\\S+)(?: (\\S+))?(?: \\(?(may be replaced|replace|destroy|orphan|import)\\)?)?");

    /// Left out, since each change of a function publishes a version and the function's own line says
    /// so.
    private static final String VERSION = "AWS::Lambda::Version";

    private final List<StackDiff> stacks = new ArrayList<>();

    static List<StackDiff> read(List<String> lines) {
        CdkDiff diff = new CdkDiff();
        lines.stream().map(line -> plain(line).stripTrailing()).forEach(diff::line);
        return List.copyOf(diff.stacks);
    }

    /// A line without its colours.
    static String plain(String line) {
        return COLOUR.matcher(line).replaceAll("");
    }

    private void line(String line) {
        Matcher stack = STACK.matcher(line);
        if (stack.matches()) {
            String name = stack.group(2) == null ? stack.group(1) : stack.group(2);
            stacks.add(new StackDiff(name, List.of()));
            return;
        }
        Matcher resource = RESOURCE.matcher(line);
        if (resource.matches() && !stacks.isEmpty() && !VERSION.equals(resource.group(2))) {
            stacks.set(stacks.size() - 1, stacks.getLast().and(change(resource)));
        }
    }

    private static ResourceChange change(Matcher resource) {
        String impact = String.valueOf(resource.group(5)).toLowerCase(Locale.ROOT);
        return new ResourceChange(kind(resource.group(1), impact), resource.group(2), resource.group(3));
    }

    private static Kind kind(String sign, String impact) {
        return switch (impact) {
            case "replace" -> Kind.REPLACED;
            case "may be replaced" -> Kind.PERHAPS_REPLACED;
            case "orphan" -> Kind.LEFT_ALONE;
            case "destroy" -> Kind.DELETED;
            default -> bySign(sign);
        };
    }

    private static Kind bySign(String sign) {
        return switch (sign) {
            case "+" -> Kind.ADDED;
            case "-" -> Kind.DELETED;
            default -> Kind.CHANGED;
        };
    }
}
