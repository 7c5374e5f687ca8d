package io.breakwater.ops.bootstrap;

import io.breakwater.ops.account.AccountRegion;

/// The names of the resources that the CDK's bootstrap makes in an account and Region ("Bootstrap your
/// environment", AWS CDK Developer Guide).
public final class CdkNames {
    /// Its stack.
    public static final String STACK = "CDKToolkit";

    private static final String QUALIFIER = "hnb659fds";

    /// The SSM parameter that has its version.
    public static final String VERSION = "/cdk-bootstrap/" + QUALIFIER + "/version";

    /// The version that a stack with an asset requires (`requiresBootstrapStackVersion` of the cloud
    /// assembly).
    public static final int LEAST_VERSION = 8;

    private CdkNames() {}

    /// Whether a version is too old for the stacks, or missing.
    static boolean isOld(String version) {
        return !version.matches("\\d{1,6}") || Integer.parseInt(version) < LEAST_VERSION;
    }

    /// The role by which a deploy enters the place.
    public static String deployRole(AccountRegion place) {
        return "cdk-%s-deploy-role-%s-%s".formatted(QUALIFIER, place.account(), place.region());
    }
}
