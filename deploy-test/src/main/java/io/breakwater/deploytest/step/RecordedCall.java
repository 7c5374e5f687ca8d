package io.breakwater.deploytest.step;

import io.breakwater.iam.CallTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A call that IAM has decided on.
///
/// @param environment whose role made it
/// @param role the role's name after that of the environment
record RecordedCall(String environment, String role, String action, String resource) {
    /// `3 allowed arn:aws:iam::123456789012:role/breakwater-dev-usage dynamodb:GetItem arn:… [why]`
    private static final Pattern LINE = Pattern.compile("[0-9]+ [a-z]+ (\\S+) (\\S+) (.*)");

    private static final Pattern ROLE = Pattern.compile("arn:aws:iam::[0-9]{12}:role/breakwater-([a-z0-9]+)-(.+)");

    /// The call of a role of one of these environments; empty for other callers, such as the CDK.
    ///
    /// @throws IllegalArgumentException if the line is not a decision
    public static Optional<RecordedCall> of(String line, List<String> environments) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no decision of IAM: " + line);
        }
        Matcher role = ROLE.matcher(parts.group(1));
        return role.matches() && environments.contains(role.group(1))
                ? Optional.of(new RecordedCall(role.group(1), role.group(2), parts.group(2), parts.group(3)))
                : Optional.empty();
    }

    /// Whether it is among the calls that are declared for its role.
    public boolean declared() {
        return CallTable.ofRole(role)
                .and(CallTable.of("encrypted"))
                .and(CallTable.of("encrypted-secrets"))
                .and(CallTable.of("network"))
                .declares(action, resource, Map.of("env", environment, "function", role));
    }
}
