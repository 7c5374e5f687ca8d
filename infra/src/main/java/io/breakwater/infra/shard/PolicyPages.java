package io.breakwater.infra.shard;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awscdk.services.iam.PolicyStatement;

/// Statements divided into policies that IAM accepts: at most 6,144 characters in a managed policy,
/// 10,240 in all that a role has inline, white space not counted ("IAM and AWS STS quotas", IAM
/// User Guide).
final class PolicyPages {
    static final int LARGEST = 6_144;
    static final int LARGEST_INLINE = 10_240;

    /// The characters of `{"Version":"2012-10-17","Statement":[]}`, and room for the CDK's additions.
    private static final int FRAME = 100;

    /// Stands for an unresolved reference: the ARN of an application inference profile in the Region
    /// with the longest name has 82 characters.
    private static final String RESOLVED = "x".repeat(85);

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{Token\\[[^]]+]}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private PolicyPages() {}

    /// Pages for managed policies, in the order of the statements.
    static List<List<PolicyStatement>> of(List<PolicyStatement> statements) {
        return of(statements, LARGEST);
    }

    /// Pages of which the first is for an inline policy, which does not count against the number of
    /// policies, and the others for managed policies.
    static List<List<PolicyStatement>> inlineFirst(List<PolicyStatement> statements) {
        return of(statements, LARGEST_INLINE);
    }

    private static List<List<PolicyStatement>> of(List<PolicyStatement> statements, int first) {
        List<List<PolicyStatement>> pages = new ArrayList<>();
        int room = 0;
        for (PolicyStatement statement : statements) {
            int length = length(statement);
            if (length > room) {
                room = (pages.isEmpty() ? first : LARGEST) - FRAME;
                pages.add(new ArrayList<>());
            }
            pages.getLast().add(statement);
            room -= length;
        }
        return pages;
    }

    private static int length(PolicyStatement statement) {
        String json = JSON.valueToTree(statement.toStatementJson()).toString();
        return REFERENCE.matcher(json).replaceAll(RESOLVED).length() + 1;
    }
}
