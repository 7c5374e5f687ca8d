package io.breakwater.iam;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The condition keys whose absence this evaluator can interpret.
final class ConditionKeys {
    /// IAM has a value for these with every call of a role ("AWS global condition context keys", IAM
    /// User Guide): the description of a call without one is incomplete.
    private static final Set<String> ALWAYS =
            Set.of("aws:principalarn", "aws:principalaccount", "aws:requestedregion", "aws:securetransport");

    private static final Set<String> SOMETIMES = Set.of(
            "aws:principalorgid",
            "aws:sourceaccount",
            "aws:sourcearn",
            "aws:tagkeys",
            "bedrock:inferenceprofilearn",
            "cloudformation:rolearn",
            "cloudwatch:namespace",
            "iam:passedtoservice",
            "iam:policyarn",
            "kms:grantisforawsresource",
            "kms:viaservice",
            "lambda:sourcefunctionarn",
            "sts:externalid",
            "sts:rolesessionname");

    private static final List<String> FAMILIES =
            List.of("aws:resourcetag/", "aws:requesttag/", "aws:principaltag/", "kms:encryptioncontext:");

    private ConditionKeys() {}

    static boolean known(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return ALWAYS.contains(lower)
                || SOMETIMES.contains(lower)
                || FAMILIES.stream().anyMatch(family -> lower.startsWith(family) && lower.length() > family.length());
    }

    static boolean always(String key) {
        return ALWAYS.contains(key.toLowerCase(Locale.ROOT));
    }
}
