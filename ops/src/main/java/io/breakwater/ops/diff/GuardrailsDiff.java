package io.breakwater.ops.diff;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The guardrails that a deploy starts or stops applying, by the rights of the shards' roles.
/// `cdk diff` of the pinned CDK CLI draws a table of the statements that change, a row for each, with a
/// sign in its first line and a resource in each:
/// `│ + │ arn:aws:bedrock:us-east-1:111111111111:guardrail/gr1a2b │ Allow │ …`.
///
/// @param begun ARNs that the shards' roles may apply only after the deploy
/// @param ended ARNs that they may apply only before it
record GuardrailsDiff(Set<String> begun, Set<String> ended) {
    private static final Pattern LINE = Pattern.compile("│ ([-+ ]) │ (\\S+) +│.*");
    private static final Pattern ARN = Pattern.compile("arn:aws:bedrock:[a-z0-9-]+:[0-9]{12}:guardrail/[a-z0-9]+");

    static GuardrailsDiff read(List<String> lines) {
        Set<String> granted = new TreeSet<>();
        Set<String> taken = new TreeSet<>();
        Set<String> row = granted;
        for (String line : lines) {
            Matcher parts = LINE.matcher(CdkDiff.plain(line));
            if (parts.matches()) {
                row = switch (parts.group(1)) {
                    case "+" -> granted;
                    case "-" -> taken;
                    default -> row;
                };
                if (ARN.matcher(parts.group(2)).matches()) {
                    row.add(parts.group(2));
                }
            }
        }
        return new GuardrailsDiff(without(taken, granted), without(granted, taken));
    }

    /// One set without the other, since unchanged statements appear on both sides if others beside them
    /// change.
    private static Set<String> without(Set<String> left, Set<String> all) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(left);
        return rest;
    }

    /// A sentence for each.
    List<String> sentences() {
        return Stream.concat(
                        begun.stream().map("Calls may newly be checked with the guardrail %s."::formatted),
                        ended.stream().map("No call is checked with the guardrail %s any more."::formatted))
                .toList();
    }
}
